import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient } from "@interviewvector/lever";
import { DAY, all, failureOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let ravi: string;

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  ravi = both.acme.user("ravi").id;
  both.later(DAY);
});
afterEach(() => both.stop());

const reason = (text: string) =>
  both.emulator.state.accounts["acme"]?.archiveReasons.find((one) => one.text === text)?.id ?? "";

type Act = (by?: { performAs?: string }) => Promise<object>;
/** Each with what the journal must say, and what then stands in Lever. */
const actions: { name: string; act: Act; effect: string; after: object }[] = [
  {
    name: "setStage",
    act: (by) => lever.opportunities.setStage(maya, "offer", by),
    effect: "opportunity.stageChanged",
    after: { stage: "offer" },
  },
  {
    name: "archive",
    act: (by) => lever.opportunities.archive(maya, { reason: reason("Timing") }, by),
    effect: "opportunity.archived",
    after: { archived: expect.objectContaining({ archivedAt: expect.any(Number) }) },
  },
  {
    name: "addTags",
    act: (by) => lever.opportunities.addTags(maya, ["IV: invited", "Überblick"], by),
    effect: "opportunity.tagsAdded",
    // Tags of its own stand before those of the posting (recorded production answers, 2026).
    after: { tags: expect.arrayContaining(["IV: invited", "Überblick", "InterviewVector"]) },
  },
  {
    name: "removeTags",
    act: (by) => lever.opportunities.removeTags(maya, ["InterviewVector"], by),
    effect: "opportunity.tagsRemoved",
    after: { tags: expect.not.arrayContaining(["InterviewVector"]) },
  },
  {
    name: "addSources",
    act: (by) => lever.opportunities.addSources(maya, ["InterviewVector"], by),
    effect: "opportunity.sourcesAdded",
    after: { sources: ["Job site", "InterviewVector"] },
  },
  {
    name: "removeSources",
    act: (by) => lever.opportunities.removeSources(maya, ["Job site"], by),
    effect: "opportunity.sourcesRemoved",
    after: { sources: [] },
  },
];

const PERSON = ["name", "headline", "location", "emails", "phones", "links", "opportunityLocation"];

describe("actions on an opportunity (https://hire.lever.co/developer/documentation#opportunities)", () => {
  test.each(actions)("$name is carried out, attributed, and written down once", async ({ act, effect, after }) => {
    const answer = await act({ performAs: ravi });
    expect(answer).toMatchObject({ id: maya, ...after });
    expect(await lever.opportunities.get(maya)).toMatchObject(after);
    const [first, ...others] = both.emulator.journal.filter(({ method }) => method !== "GET");
    expect(first).toMatchObject({ performAs: ravi, status: 200, effects: [{ type: effect, opportunityId: maya }] });
    expect(others).toEqual([]);
  });

  test.each(actions)("$name needs nobody to be attributed to", async ({ act, effect }) => {
    await act();
    expect(both.emulator.journal.at(-1)).toMatchObject({ performAs: null, effect: { type: effect } });
  });

  test.each(actions)(
    "$name answers with blank contact data, none of which reaches the caller (recorded production answers, 2026)",
    async ({ act }) => {
      const before = await lever.opportunities.get(maya);
      const answer = await act();
      const blank = { name: "", headline: "", location: "", emails: [], phones: [], links: [] };
      const { body } = await both.heard();
      expect(body.data).toMatchObject(blank);
      expect(body.data).not.toHaveProperty("opportunityLocation");
      for (const key of PERSON) expect(answer).not.toHaveProperty(key);
      const { name, headline, location, emails, phones, links } = await lever.opportunities.get(maya);
      expect({ name, headline, location, emails, phones, links }).toEqual(
        Object.fromEntries(Object.keys(blank).map((key) => [key, before[key as keyof typeof before]])),
      );
    },
  );

  test("links answer with the true contact data, which does not reach the caller either (recorded production answers, 2026)", async () => {
    const answer = await lever.opportunities.addLinks(maya, ["https://iv.example/r/1"], { performAs: ravi });
    expect((await both.heard()).body.data).toMatchObject({ name: "Maya Fernandez" });
    for (const key of PERSON) expect(answer).not.toHaveProperty(key);
  });

  // https://hire.lever.co/developer/documentation#update-contact-links-by-opportunity
  test("links belong to the contact: they come and go on all opportunities of the person", async () => {
    const contact = both.acme.contactOf(maya).id;
    const { opportunity } = await lever.opportunities.create({ contact }, { performAs: ravi });
    const links = async () => (await lever.opportunities.get(opportunity.id)).links;
    await lever.opportunities.addLinks(maya, ["https://iv.example/r/1"]);
    expect(await links()).toEqual(["https://code.example/maya.fernandez", "https://iv.example/r/1"]);
    await lever.opportunities.removeLinks(maya, ["https://code.example/maya.fernandez"]);
    expect(await links()).toEqual(["https://iv.example/r/1"]);
  });

  test("tags belong to the one opportunity", async () => {
    const contact = both.acme.contactOf(maya).id;
    const { opportunity } = await lever.opportunities.create({ contact }, { performAs: ravi });
    await lever.opportunities.addTags(maya, ["IV: invited"]);
    expect((await lever.opportunities.get(opportunity.id)).tags).toEqual([]);
    expect((await lever.opportunities.get(maya)).tags[0]).toBe("IV: invited");
  });

  test("adding what is there and removing what is not succeeds and changes nothing", async () => {
    await lever.opportunities.addTags(maya, ["Rehire"]);
    const before = await lever.opportunities.get(maya);
    both.later(1000);
    const calls = [
      lever.opportunities.addTags(maya, ["Rehire", "InterviewVector"]),
      lever.opportunities.removeTags(maya, ["rehire"]),
      lever.opportunities.addLinks(maya, ["https://code.example/maya.fernandez"]),
      lever.opportunities.removeLinks(maya, ["https://nowhere.example"]),
      lever.opportunities.addSources(maya, ["Job site"]),
      lever.opportunities.removeSources(maya, ["Fair"]),
    ];
    await Promise.all(calls);
    expect(await lever.opportunities.get(maya)).toEqual(before);
  });

  test.each([
    ["stage", () => lever.opportunities.setStage(maya, "a80bbbe0-d4dd-4eac-bdbf-302345414f93")],
    ["archive reason", () => lever.opportunities.archive(maya, { reason: "a80bbbe0-d4dd-4eac-bdbf-302345414f93" })],
    ["opportunity", () => lever.opportunities.addTags("a80bbbe0-d4dd-4eac-bdbf-302345414f93", ["X"])],
  ])("an unknown %s is not found, and nothing is changed", async (_, call) => {
    const before = await lever.opportunities.get(maya);
    const failure = await failureOf(call());
    expect(failure).toMatchObject({ code: "not_found", tookEffect: "no" });
    expect(failure.leverMessage).toMatch(/^(stages|archive_reasons|opportunities) a80bbbe0-\S+ was not found$/);
    expect(await lever.opportunities.get(maya)).toEqual(before);
  });

  test.each(["unknown", "deactivated"])("by an %s user is refused, and nothing is changed", async (who) => {
    const performAs = who === "unknown" ? "a80bbbe0-d4dd-4eac-bdbf-302345414f93" : both.acme.user("marta").id;
    const before = await lever.opportunities.get(maya);
    const failure = await failureOf(lever.opportunities.setStage(maya, "offer", { performAs }));
    expect(failure).toMatchObject({ code: who === "unknown" ? "bad_request" : "forbidden", tookEffect: "no" });
    expect(await lever.opportunities.get(maya)).toEqual(before);
  });
});

describe("a stage move (https://hire.lever.co/developer/documentation#update-opportunity-stage)", () => {
  test("is appended to the history and sets the time stamps, updatedAt a little later (recorded production answers, 2026)", async () => {
    const before = await lever.opportunities.get(maya);
    const stage = both.acme.stage("InterviewVector").id;
    const answer = await lever.opportunities.setStage(maya, stage, { performAs: ravi });
    const at = both.now();
    const change = { toStageId: stage, toStageIndex: 5, updatedAt: at, userId: ravi };
    expect(answer).toMatchObject({ stage, lastAdvancedAt: at, lastInteractionAt: at, updatedAt: at + 1 });
    expect(answer.stageChanges).toEqual([...before.stageChanges, change]);
  });

  test("into the stage it stands in is no move", async () => {
    const before = await lever.opportunities.get(maya);
    await lever.opportunities.setStage(maya, before.stage, { performAs: ravi });
    expect(await lever.opportunities.get(maya)).toEqual(before);
    expect(both.lastCall("PUT", "/stage").effects).toEqual([]);
  });

  test("of an archived one leaves it archived (recorded production answers, 2026)", async () => {
    const victor = both.acme.opportunity("Victor Hale").id;
    const { archived } = await lever.opportunities.get(victor);
    const answer = await lever.opportunities.setStage(victor, "offer");
    expect(answer).toMatchObject({ stage: "offer", archived });
    expect(archived).not.toBeNull();
  });
});

describe("archiving (https://hire.lever.co/developer/documentation#update-opportunity-archived-state)", () => {
  const applicationOf = async (id: string) =>
    (await lever.opportunities.get(id, { expand: ["applications"] })).applications[0];

  test("archives the application too; a new reason replaces the old on the opportunity alone (recorded production answers, 2026)", async () => {
    const first = { reason: reason("Timing"), archivedAt: both.now() };
    const once = await lever.opportunities.archive(maya, { reason: first.reason }, { performAs: ravi });
    expect(once).toMatchObject({ archived: first, lastAdvancedAt: both.now(), lastInteractionAt: both.now() });
    both.later(5000);
    const second = { reason: reason("Underqualified"), archivedAt: both.now() };
    const twice = await lever.opportunities.archive(maya, { reason: second.reason }, { performAs: ravi });
    expect(twice).toMatchObject({ archived: second, lastAdvancedAt: first.archivedAt });
    expect((await applicationOf(maya))?.archived).toEqual(first);
  });

  test("is undone by a reason of null", async () => {
    await lever.opportunities.archive(maya, { reason: reason("Timing") });
    const answer = await lever.opportunities.archive(maya, { reason: null });
    expect(answer.archived).toBeNull();
    expect(both.lastCall("PUT", "/archived").effect?.type).toBe("opportunity.unarchived");
    expect((await applicationOf(maya))?.archived).toBeNull();
  });

  test.each([true, false])("with cleanInterviews=%s cancels pending interviews, or leaves them", async (clean) => {
    const date = both.now() + DAY;
    const interviews = [{ interviewers: [{ id: ravi }], date, duration: 60 }];
    const panel = await lever.panels.create(maya, { timezone: "Europe/Berlin", interviews }, { performAs: ravi });
    await lever.opportunities.archive(maya, { reason: reason("Timing"), cleanInterviews: clean });
    const canceledAt = clean ? both.now() : null;
    expect(await lever.panels.get(maya, panel.id)).toMatchObject({ canceledAt });
    expect(await all(lever.interviews.list(maya))).toMatchObject([{ canceledAt }]);
  });
});
