import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Emulator, Hands } from "../src/index.ts";
import type { Ask, Json } from "./start.ts";
import { asking, start } from "./start.ts";

let emulator: Emulator;
let ask: Ask;
let acme: Hands;
let lena: string;
let hana: string;
let opportunity: string;
let by: string;

beforeAll(async () => {
  emulator = await start();
  ask = asking(emulator);
  acme = emulator.account("acme");
  lena = acme.user("lena").id;
  hana = acme.user("hana").id;
  by = `?perform_as=${lena}`;
});
beforeEach(() => {
  const posting = "Senior Backend Engineer";
  opportunity = acme.createOpportunity({ name: "Test Person", posting, stage: "InterviewVector" }).id;
});
afterAll(() => emulator.stop());

const date = Date.UTC(2027, 0, 12, 9);
const at = (what: string) => `/opportunities/${opportunity}/${what}`;
const interview = (rest: Json = {}) => ({
  subject: "Technical",
  interviewers: [{ id: lena }],
  date,
  duration: 60,
  ...rest,
});
const panel = (rest: Json = {}) => ({ timezone: "Europe/Berlin", interviews: [interview()], ...rest });

describe("panels and interviews (sections 19 and 20)", () => {
  test("a panel answers with start, end, stage, active applications and defaults", async () => {
    const two = [interview(), interview({ date: date + 3_600_000, duration: 45 })];
    const made = await ask(
      "POST",
      at(`panels${by}`),
      panel({ interviews: two, externalUrl: "https://partner.example/1" }),
    );
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      start: date,
      end: date + 3_600_000 + 45 * 60_000,
      externallyManaged: true,
      externalUrl: "https://partner.example/1",
      feedbackReminder: "daily",
      canceledAt: null,
      stage: acme.stage("InterviewVector").id,
      user: lena,
    });
    expect(made.body.data.applications).toHaveLength(1);
    expect(made.body.data.interviews[0]).toMatchObject({
      feedbackTemplate: "no-feedback",
      location: null,
      duration: 60,
    });
    expect(made.body.data.interviews[0].interviewers[0]).toEqual({
      id: lena,
      email: "lena@acme.example",
      name: "Lena Fischer",
      responseStatus: "needsAction",
      feedbackTemplate: "no-feedback",
    });
  });

  test.each([
    ["an empty applications array", { applications: [] }],
    ["no interviews", { interviews: [] }],
    ["an unknown zone", { timezone: "Berlin" }],
    ["an interviewer who is no user", { interviews: [{ ...interview(), interviewers: [{ id: "someone" }] }] }],
  ])("%s is refused", async (_what, rest) => {
    expect((await ask("POST", at(`panels${by}`), panel(rest))).status).toBe(400);
    expect(acme.panelsOf(opportunity)).toHaveLength(0);
  });

  test("perform_as is required", async () => {
    expect((await ask("POST", at("panels"), panel())).status).toBe(400);
  });

  test("PUT of a panel replaces: left-out fields are deleted, left-out interviews leave, new ones come", async () => {
    const made = await ask(
      "POST",
      at(`panels${by}`),
      panel({ note: "A note", interviews: [interview(), interview()] }),
    );
    const [kept] = made.body.data.interviews;
    const put = await ask(
      "PUT",
      at(`panels/${made.body.data.id}${by}`),
      panel({ interviews: [interview({ id: kept.id, subject: "Moved" }), interview({ subject: "New" })] }),
    );
    expect(put.status).toBe(200);
    expect(put.body.data.note).toBeNull();
    expect(put.body.data.interviews.map(({ subject }: Json) => subject)).toEqual(["Moved", "New"]);
    expect(acme.interviewsOf(opportunity).filter(({ canceledAt }) => canceledAt !== null)).toHaveLength(1);
  });

  test("deleting one of two interviews shrinks the panel; deleting the last cancels panel and interview, both stay listed", async () => {
    const made = await ask(
      "POST",
      at(`panels${by}`),
      panel({ interviews: [interview(), interview({ date: date + 7_200_000 })] }),
    );
    const [first, second] = made.body.data.interviews;
    expect((await ask("DELETE", at(`interviews/${second.id}${by}`))).status).toBe(204);
    const smaller = await ask("GET", at(`panels/${made.body.data.id}`));
    expect(smaller.body.data).toMatchObject({ end: date + 3_600_000, canceledAt: null });
    await ask("DELETE", at(`interviews/${first.id}${by}`));
    const dead = await ask("GET", at("panels"));
    expect(dead.body.data[0].canceledAt).toBeGreaterThan(0);
    const interviews = await ask("GET", at("interviews"));
    expect(interviews.body.data.map(({ id }: Json) => id)).toEqual([second.id, first.id]);
    expect(interviews.body.data[1].canceledAt).toBeGreaterThan(0);
  });

  test("PUT of an interview answers 200 and empties what is left out", async () => {
    const template = acme.feedbackTemplate("InterviewVector report").id;
    const made = await ask(
      "POST",
      at(`panels${by}`),
      panel({ interviews: [interview({ feedbackTemplate: template, note: "x" })] }),
    );
    const { id } = made.body.data.interviews[0];
    const put = await ask("PUT", at(`interviews/${id}${by}`), interview({ date: date + 60_000 }));
    expect(put.status).toBe(200);
    expect(put.body.data).toMatchObject({
      date: date + 60_000,
      note: null,
      feedbackTemplate: null,
      feedbackReminder: "daily",
      gcalEventUrl: null,
      opportunityId: opportunity,
    });
  });

  test("an interview can be added to a panel that is managed from outside, not to another's", async () => {
    const made = await ask("POST", at(`panels${by}`), panel());
    const more = await ask("POST", at(`interviews${by}`), interview({ panel: made.body.data.id }));
    expect(more.status).toBe(201);
    emulator.state.accounts.acme!.panels[made.body.data.id]!.externallyManaged = false;
    expect((await ask("POST", at(`interviews${by}`), interview({ panel: made.body.data.id }))).status).toBe(403);
    expect((await ask("DELETE", at(`panels/${made.body.data.id}${by}`))).status).toBe(403);
  });
});

describe("feedback (sections 16 to 18)", () => {
  const template = () => acme.feedbackTemplate("InterviewVector report");
  const field = (text: string) => template().fields.find((one) => one.text === text)?.id ?? "";
  const values = () => [
    { id: field("Overall rating"), value: "3 - Hire" },
    { id: field("Summary"), value: "Solid." },
    { id: field("Skills"), value: [3, 4, 2, 3].map((score) => ({ score, comment: "" })) },
  ];

  test("an interviewer with a template gets a pending form at once, which PUT fills in with the internal shape", async () => {
    const { id } = template();
    await ask(
      "POST",
      at(`panels${by}`),
      panel({ interviews: [interview({ interviewers: [{ id: hana, feedbackTemplate: id }] })] }),
    );
    const [pending] = (await ask("GET", at("feedback"))).body.data;
    expect(pending).toMatchObject({ user: hana, completedAt: null, deletedAt: null, baseTemplateId: id });
    const put = await ask("PUT", at(`feedback/${pending.id}${by}`), { completedAt: Date.now(), fieldValues: values() });
    expect(put.body.data).toMatchObject({
      userId: hana,
      profileId: opportunity,
      interviewId: pending.interview,
      isCompleted: true,
    });
    expect(put.body.data.fields[0]).toMatchObject({ type: "score", overall: true, isSummary: true, value: "3 - Hire" });
    const [listed] = (await ask("GET", at("interviews"))).body.data;
    expect(listed.feedbackForms).toEqual([pending.id]);
  });

  test("creation wraps in data, leaves omitted fields null, and updatedAt null until read again", async () => {
    const made = await ask("POST", at(`feedback${by}`), { baseTemplateId: template().id, fieldValues: values() });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      type: "interview",
      interview: null,
      panel: null,
      user: lena,
      updatedAt: null,
    });
    expect(made.body.data.fields.find(({ text }: Json) => text === "Strengths").value).toBeNull();
    expect((await ask("GET", at(`feedback/${made.body.data.id}`))).body.data.updatedAt).toBeGreaterThan(0);
  });

  test("deletion is soft: the form stays in the list with deletedAt", async () => {
    const made = await ask("POST", at(`feedback${by}`), { baseTemplateId: template().id, fieldValues: values() });
    expect((await ask("DELETE", at(`feedback/${made.body.data.id}${by}`))).status).toBe(204);
    const [listed] = (await ask("GET", at("feedback"))).body.data;
    expect(listed).toMatchObject({ id: made.body.data.id });
    expect(listed.deletedAt).toBeGreaterThan(0);
  });

  test.each([
    ["an unknown field id", () => [{ id: "nope", value: "x" }]],
    ["an option text that is not there", () => [{ id: field("Overall rating"), value: "3 - Yes" }]],
    [
      "a scorecard with too few scores",
      () => [...values().slice(0, 2), { id: field("Skills"), value: [{ score: 3 }] }],
    ],
    ["a required field left out", () => values().slice(1)],
  ])("%s is refused", async (_what, fieldValues) => {
    const { status } = await ask("POST", at(`feedback${by}`), {
      baseTemplateId: template().id,
      fieldValues: fieldValues(),
    });
    expect(status).toBe(400);
  });

  test("panel without interview is refused, and an interview must be of the panel", async () => {
    const body = { baseTemplateId: template().id, fieldValues: values() };
    const made = await ask("POST", at(`panels${by}`), panel());
    expect((await ask("POST", at(`feedback${by}`), { ...body, panel: made.body.data.id })).status).toBe(400);
    const both = { panel: made.body.data.id, interview: made.body.data.interviews[0].id };
    expect((await ask("POST", at(`feedback${by}`), { ...body, ...both })).status).toBe(201);
    expect((await ask("POST", at(`feedback${by}`), { ...body, ...both, panel: "other" })).status).toBe(400);
  });

  test("an edited template has new field ids; feedback written before keeps its own", async () => {
    const fields = [{ type: "score-system", text: "Rating", required: true }];
    const made = await ask("POST", "/feedback_templates", { text: "Ours", fields });
    expect(made.status).toBe(201);
    expect(made.body.data.fields[0].options[0]).toEqual({ text: "4 - Strong Hire" });
    const before = made.body.data.fields[0].id;
    const written = await ask("POST", at(`feedback${by}`), {
      baseTemplateId: made.body.data.id,
      fieldValues: [{ id: before, value: "4 - Strong Hire" }],
    });
    const put = await ask("PUT", `/feedback_templates/${made.body.data.id}`, { text: "Ours", fields });
    expect(put.body.data.fields[0].id).not.toBe(before);
    expect((await ask("GET", at(`feedback/${written.body.data.id}`))).body.data.fields[0].id).toBe(before);
    expect((await ask("DELETE", `/feedback_templates/${made.body.data.id}`)).status).toBe(204);
  });

  test("templates: sorted by name, exactly one rating, those made in the app cannot be changed by API", async () => {
    const { body } = await ask("GET", "/feedback_templates");
    expect(body.data.map(({ text }: Json) => text)).toEqual(["InterviewVector report", "Phone screen"]);
    const none = { text: "x", fields: [{ type: "text", text: "a" }] };
    expect((await ask("POST", "/feedback_templates", none)).status).toBe(400);
    expect((await ask("DELETE", `/feedback_templates/${template().id}`)).status).toBe(403);
  });

  test("the documented envelopes can be switched on", async () => {
    emulator.setBehaviours({ envelope: "documented" });
    const made = await ask("POST", at(`panels${by}`), panel());
    const got = await ask("GET", `/feedback_templates/${template().id}`);
    emulator.setBehaviours({ envelope: "live" });
    expect(made.body.data).toMatchObject({ data: [{ timezone: "Europe/Berlin" }], hasNext: false });
    expect(got.body.id).toBe(template().id);
  });
});
