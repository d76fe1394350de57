import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient, NewPanel } from "@interviewvector/lever";
import { DAY, all, failureOf, failuresOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let ravi: { id: string; email: string; name: string };
let hana: { id: string; email: string; name: string };
let by: { performAs: string };
let date: number;

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  ravi = both.acme.user("ravi");
  hana = both.acme.user("hana");
  by = { performAs: ravi.id };
  date = both.now() + DAY;
});
afterEach(() => both.stop());

const HOUR = 3_600_000;
const UNKNOWN = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";

const oneHour = (): NewPanel => ({
  timezone: "America/Los_Angeles",
  interviews: [{ subject: "Technical interview", interviewers: [{ id: ravi.id }], date, duration: 60 }],
});
const twoHours = (): NewPanel => ({
  timezone: "Europe/Berlin",
  externalUrl: "https://iv.example/interviews/42",
  note: "Interview by partner",
  feedbackReminder: "none",
  interviews: [
    {
      subject: "Coding",
      note: "Join: https://iv.example/j/42",
      location: "Video call",
      interviewers: [{ id: hana.id }],
      date: date + HOUR,
      duration: 45,
      feedbackReminder: "once",
    },
    { subject: "Design", interviewers: [{ id: ravi.id }, { id: hana.id }], date, duration: 30 },
  ],
});

describe("a panel (https://hire.lever.co/developer/documentation#panels)", () => {
  test("comes back as it was sent, managed from outside, with start and end reckoned from its interviews (recorded production answers, 2026)", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    const nobodyWaits = { responseStatus: "needsAction", feedbackTemplate: "no-feedback" };
    const interviewer = ({ id, email, name }: typeof ravi) => ({ id, email, name, ...nobodyWaits });
    const { stage, id: opportunityId } = both.acme.opportunity(maya);
    const [application] = (await lever.opportunities.get(maya)).applications;
    expect(panel).toEqual({
      id: panel.id,
      applications: [application],
      canceledAt: null,
      createdAt: both.now(),
      start: date,
      end: date + HOUR + 45 * 60_000,
      timezone: "Europe/Berlin",
      feedbackReminder: "none",
      user: ravi.id,
      stage,
      note: "Interview by partner",
      externallyManaged: true,
      externalUrl: "https://iv.example/interviews/42",
      interviews: [
        {
          id: panel.interviews[0]?.id,
          subject: "Coding",
          note: "Join: https://iv.example/j/42",
          location: "Video call",
          interviewers: [interviewer(hana)],
          date: date + HOUR,
          duration: 45,
          feedbackTemplate: "no-feedback",
          feedbackReminder: "once",
        },
        {
          id: panel.interviews[1]?.id,
          subject: "Design",
          note: null,
          location: null,
          interviewers: [interviewer(ravi), interviewer(hana)],
          date,
          duration: 30,
          feedbackTemplate: "no-feedback",
          feedbackReminder: "none",
        },
      ],
    });
    expect(await lever.panels.get(maya, panel.id)).toEqual(panel);
    expect(await all(lever.panels.list(maya))).toEqual([panel]);
    const made = panel.interviews.map(({ id }) => ({ type: "interview.created", id, opportunityId }));
    expect(both.lastCall("POST", "/panels")).toMatchObject({
      status: 201,
      performAs: ravi.id,
      effects: [{ type: "panel.created", id: panel.id, opportunityId }, ...made],
    });
  });

  test("reminds daily unless told otherwise, and has neither note nor address unless given", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    expect(panel).toMatchObject({ feedbackReminder: "daily", note: null, externalUrl: null });
    expect(panel.interviews[0]).toMatchObject({ feedbackReminder: "daily", location: null, note: null });
  });

  test("has no applications when the opportunity's is archived (recorded production answers, 2026)", async () => {
    both.acme.archive(maya, "Timing");
    expect((await lever.panels.create(maya, oneHour(), by)).applications).toEqual([]);
  });

  test("can be for a named application; somebody else's is refused", async () => {
    const [application = ""] = (await lever.opportunities.get(maya)).applications;
    const [stranger = ""] = (await lever.opportunities.get(both.acme.opportunity("Tom Okafor").id)).applications;
    const made = await lever.panels.create(maya, { ...oneHour(), applications: [application] }, by);
    expect(made.applications).toEqual([application]);
    const failure = await failureOf(lever.panels.create(maya, { ...oneHour(), applications: [stranger] }, by));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });

  test.each([
    ["an empty list of interviews", (panel: NewPanel) => ({ ...panel, interviews: [] })],
    ["an unknown zone", (panel: NewPanel) => ({ ...panel, timezone: "Europe/Atlantis" })],
    ["an empty list of applications", (panel: NewPanel) => ({ ...panel, applications: [] as never })],
    ["an interviewer who is no user", (panel: NewPanel) => first(panel, { interviewers: [{ id: UNKNOWN }] })],
    ["no interviewer", (panel: NewPanel) => first(panel, { interviewers: [] })],
    ["no duration", (panel: NewPanel) => first(panel, { duration: 0 })],
    ["an unknown template", (panel: NewPanel) => first(panel, { feedbackTemplate: UNKNOWN })],
  ])("with %s is refused, and nothing is made", async (_, spoilt) => {
    const failure = await failureOf(lever.panels.create(maya, spoilt(oneHour()), by));
    expect(failure).toMatchObject({ code: "bad_request", status: 400, tookEffect: "no" });
    expect(both.acme.panelsOf(maya)).toEqual([]);
    expect(both.acme.interviewsOf(maya)).toEqual([]);
  });

  const first = (panel: NewPanel, change: Partial<NewPanel["interviews"][number]>): NewPanel => ({
    ...panel,
    interviews: panel.interviews.map((interview) => ({ ...interview, ...change })),
  });

  test("moves lastInteractionAt and updatedAt of the opportunity, not its place (recorded production answers, 2026)", async () => {
    const before = await lever.opportunities.get(maya);
    both.later(1000);
    await lever.panels.create(maya, oneHour(), by);
    const at = both.now();
    expect(await lever.opportunities.get(maya)).toEqual({ ...before, lastInteractionAt: at, updatedAt: at + 1 });
  });
});

describe("replacing a panel", () => {
  test("keeps interviews that carry their id, takes in new ones, drops those left out, and deletes fields left out", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    const [coding, design] = panel.interviews;
    const replacement = {
      timezone: "Asia/Tokyo",
      interviews: [
        {
          id: design?.id ?? "",
          subject: "Design, later",
          interviewers: [{ id: hana.id }],
          date: date + 2 * HOUR,
          duration: 30,
        },
        { subject: "Culture", interviewers: [{ id: ravi.id }], date: date + 3 * HOUR, duration: 15 },
      ],
    };
    const answer = await lever.panels.update(maya, panel.id, replacement, by);
    expect(answer).toMatchObject({
      id: panel.id,
      timezone: "Asia/Tokyo",
      note: null,
      externalUrl: null,
      feedbackReminder: "daily",
      start: date + 2 * HOUR,
      end: date + 3 * HOUR + 15 * 60_000,
      canceledAt: null,
    });
    expect(answer.interviews.map(({ subject }) => subject)).toEqual(["Design, later", "Culture"]);
    expect(answer.interviews[0]?.id).toBe(design?.id);
    expect(await lever.panels.get(maya, panel.id)).toEqual(answer);
    expect((await lever.interviews.get(maya, coding?.id ?? "")).canceledAt).toBe(both.now());
    expect(both.lastCall("PUT", panel.id)).toMatchObject({ status: 200, effect: { type: "panel.updated" } });
  });

  test("with an interview of another panel is refused, and changes nothing", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    const other = await lever.panels.create(maya, oneHour(), by);
    const interviews = [{ id: other.interviews[0]?.id ?? "", interviewers: [{ id: hana.id }], date, duration: 5 }];
    const failure = await failureOf(lever.panels.update(maya, panel.id, { timezone: "Asia/Tokyo", interviews }, by));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(await lever.panels.get(maya, panel.id)).toEqual(panel);
  });
});

describe("cancelling", () => {
  test("a panel cancels its interviews, and all stay listed", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    both.later(5000);
    const canceledAt = both.now();
    expect(await lever.panels.delete(maya, panel.id, by)).toBeUndefined();
    expect((await both.heard()).status).toBe(204);
    expect(both.lastCall("DELETE", panel.id)).toMatchObject({ performAs: ravi.id, effect: { type: "panel.deleted" } });
    expect(await all(lever.panels.list(maya))).toEqual([{ ...panel, canceledAt }]);
    const interviews = await all(lever.interviews.list(maya));
    expect(interviews.map((one) => [one.subject, one.canceledAt])).toEqual([
      ["Coding", canceledAt],
      ["Design", canceledAt],
    ]);
  });

  // https://hire.lever.co/developer/documentation#delete-an-interview
  test("one of several interviews takes it out of the panel, whose times are reckoned anew (recorded production answers, 2026)", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    const [coding, design] = panel.interviews;
    await lever.interviews.delete(maya, coding?.id ?? "", by);
    const left = await lever.panels.get(maya, panel.id);
    expect(left).toEqual({ ...panel, interviews: [design], start: date, end: date + 30 * 60_000 });
    expect((await lever.interviews.get(maya, coding?.id ?? "")).canceledAt).toBe(both.now());
  });

  test("the last interview cancels the panel with it, and both stay listed (recorded production answers, 2026)", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    for (const { id } of panel.interviews) await lever.interviews.delete(maya, id, by);
    const canceledAt = both.now();
    const [left] = await all(lever.panels.list(maya));
    expect(left).toMatchObject({ id: panel.id, canceledAt, interviews: [{ subject: "Design" }] });
    const interviews = await all(lever.interviews.list(maya));
    expect(interviews.map((one) => one.canceledAt)).toEqual([canceledAt, canceledAt]);
  });

  test("what is cancelled already succeeds and changes nothing", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    await lever.panels.delete(maya, panel.id, by);
    const before = await lever.panels.get(maya, panel.id);
    both.later(5000);
    await lever.panels.delete(maya, panel.id, by);
    await lever.interviews.delete(maya, panel.interviews[0]?.id ?? "", by);
    expect(await lever.panels.get(maya, panel.id)).toEqual(before);
    expect(both.emulator.journal.at(-2)?.effects).toEqual([]);
  });

  test("what is not there is not found", async () => {
    const tom = both.acme.opportunity("Tom Okafor").id;
    const panel = await lever.panels.create(maya, oneHour(), by);
    const [interview] = panel.interviews;
    for (const failure of await failuresOf([
      lever.panels.delete(maya, UNKNOWN, by),
      lever.panels.delete(tom, panel.id, by),
      lever.panels.get(tom, panel.id),
      lever.interviews.delete(maya, UNKNOWN, by),
      lever.interviews.get(tom, interview?.id ?? ""),
    ]))
      expect(failure).toMatchObject({ code: "not_found", tookEffect: "no" });
  });
});

describe("an interview (https://hire.lever.co/developer/documentation#interviews)", () => {
  test("knows its panel, people, time, stage, posting and who scheduled it (recorded production answers, 2026)", async () => {
    const panel = await lever.panels.create(maya, twoHours(), by);
    const [interview] = await all(lever.interviews.list(maya));
    const interviewer = { id: hana.id, name: hana.name, email: hana.email, feedbackTemplate: "no-feedback" };
    expect(interview).toEqual({
      id: panel.interviews[0]?.id,
      panel: panel.id,
      subject: "Coding",
      note: "Join: https://iv.example/j/42",
      interviewers: [{ ...interviewer, responseStatus: null }],
      timezone: "Europe/Berlin",
      createdAt: both.now(),
      date: date + HOUR,
      duration: 45,
      location: "Video call",
      feedbackTemplate: "no-feedback",
      feedbackForms: [],
      feedbackReminder: "once",
      user: ravi.id,
      stage: panel.stage,
      canceledAt: null,
      postings: [both.acme.posting("Senior Backend Engineer").id],
    });
    expect((await both.heard()).body.data[0].opportunityId).toBe(maya);
    expect(await lever.interviews.get(maya, interview?.id ?? "")).toEqual(interview);
  });

  test("is added to a panel that is there, whose times grow", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    const added = await lever.interviews.create(
      maya,
      { panel: panel.id, interviewers: [{ id: hana.id }], date: date + HOUR, duration: 20, feedbackReminder: "none" },
      by,
    );
    expect(added).toMatchObject({ panel: panel.id, duration: 20, feedbackReminder: "none", subject: null });
    const grown = await lever.panels.get(maya, panel.id);
    expect(grown).toMatchObject({ start: date, end: date + HOUR + 20 * 60_000 });
    expect(grown.interviews.map(({ id }) => id)).toEqual([panel.interviews[0]?.id, added.id]);
    expect(both.lastCall("POST", "/interviews")).toMatchObject({ status: 201, effect: { type: "interview.created" } });
  });

  // https://hire.lever.co/developer/documentation#update-an-interview
  test("is replaced: what is left out is deleted, the template too; the panel follows (recorded production answers, 2026)", async () => {
    const feedbackTemplate = both.acme.feedbackTemplate("InterviewVector report").id;
    const panel = await lever.panels.create(maya, twoHours(), by);
    const id = panel.interviews[0]?.id ?? "";
    const later = { panel: panel.id, interviewers: [{ id: ravi.id }], date: date + 5 * HOUR, duration: 50 };
    await lever.interviews.update(maya, id, { ...later, feedbackTemplate, subject: "Coding" }, by);
    expect(await lever.interviews.get(maya, id)).toMatchObject({ feedbackTemplate, subject: "Coding" });
    const answer = await lever.interviews.update(maya, id, later, by);
    expect(answer).toMatchObject({
      subject: null,
      note: null,
      location: null,
      feedbackTemplate: null,
      feedbackReminder: "daily",
      date: date + 5 * HOUR,
      duration: 50,
      interviewers: [{ id: ravi.id, name: ravi.name, email: ravi.email, feedbackTemplate: "no-feedback" }],
    });
    expect(await lever.panels.get(maya, panel.id)).toMatchObject({ start: date, end: date + 5 * HOUR + 50 * 60_000 });
    expect(both.lastCall("PUT", id)).toMatchObject({ status: 200, effect: { type: "interview.updated" } });
  });

  test("are listed by start, latest first, cancelled ones included (recorded production answers, 2026)", async () => {
    const interviews = Array.from({ length: 12 }, (_, index) => ({
      subject: `${index}`,
      interviewers: [{ id: ravi.id }],
      date: date + ((index * 5) % 12) * HOUR,
      duration: 30,
    }));
    const panel = await lever.panels.create(maya, { timezone: "UTC", interviews }, by);
    await lever.interviews.delete(maya, panel.interviews[3]?.id ?? "", by);
    const listed = await all(lever.interviews.list(maya));
    expect(listed.map((one) => one.date)).toEqual(interviews.map((one) => one.date).sort((a, b) => b - a));
    expect(listed.filter(({ canceledAt }) => canceledAt !== null).map(({ subject }) => subject)).toEqual(["3"]);
  });

  test("and its panel that people made in the app cannot be changed by API", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    const own = both.emulator.state.accounts["acme"]?.panels[panel.id];
    Object.assign(own ?? {}, { externallyManaged: false });
    const interview = panel.interviews[0]?.id ?? "";
    const details = { panel: panel.id, interviewers: [{ id: ravi.id }], date, duration: 30 };
    for (const failure of await failuresOf([
      lever.panels.update(maya, panel.id, oneHour(), by),
      lever.panels.delete(maya, panel.id, by),
      lever.interviews.create(maya, details, by),
      lever.interviews.update(maya, interview, details, by),
      lever.interviews.delete(maya, interview, by),
    ]))
      expect(failure).toMatchObject({ code: "forbidden", status: 403, tookEffect: "no" });
    expect(await lever.panels.get(maya, panel.id)).toEqual({ ...panel, externallyManaged: false });
  });

  test("that people cancelled in the app cannot be replaced, and shows when it was cancelled", async () => {
    const panel = await lever.panels.create(maya, oneHour(), by);
    const interview = panel.interviews[0]?.id ?? "";
    both.acme.cancelInterview(interview);
    expect((await lever.panels.get(maya, panel.id)).canceledAt).toBe(both.now());
    const details = { panel: panel.id, interviewers: [{ id: ravi.id }], date, duration: 30 };
    expect(await failureOf(lever.interviews.update(maya, interview, details, by))).toMatchObject({
      code: "bad_request",
      tookEffect: "no",
    });
  });
});
