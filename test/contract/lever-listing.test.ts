import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Opportunity as Held } from "@interviewvector/lever-emulator";
import type { LeverClient } from "@interviewvector/lever";
import { DAY, all, failureOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

type Filter = NonNullable<Parameters<LeverClient["opportunities"]["list"]>[0]>;

let both: Pair;

beforeEach(async () => {
  both = await pair();
  await addVariety();
});
afterEach(() => both.stop());

const record = (name: string): Held => both.acme.opportunity(name);
const posting = (title: string) => both.acme.posting(title).id;
const tagsOf = ({ tags, postingTags }: Held) => [...tags, ...postingTags];
const within = (at: number | null | undefined, start: number, end: number) =>
  at !== null && at !== undefined && at >= start && at <= end;

/** So that every filter has something to keep and something to drop. */
async function addVariety(): Promise<void> {
  const { acme, emulator, lever, later } = both;
  const own = emulator.state.accounts["acme"]?.opportunities ?? {};
  const set = (name: string, change: Partial<Held>) => Object.assign(own[record(name).id] ?? {}, change);
  acme.createOpportunity({ name: "Per Agency", origin: "agency", tags: ["Fair 2026"], posting: "Data Engineer" });
  acme.createOpportunity({ name: "By Friend", origin: "referred", tags: ["interviewvector"] });
  set("Per Agency", { sources: ["Agency", "Fair"] });
  set("By Friend", { sources: ["Referral"] });
  set("Tom Okafor", { snoozedUntil: both.now() + 5 * DAY });
  set("Ingrid Solberg", { snoozedUntil: both.now() - DAY });
  set("Yuki Tanabe", { confidentiality: "confidential" });
  later(60_000);
  await lever.opportunities.archive(record("Omar Haddad").id, { reason: reason("Timing") });
  later(60_000);
  acme.archive(record("Daniel Cho").id, "Underqualified");
}

const reason = (text: string) =>
  both.emulator.state.accounts["acme"]?.archiveReasons.find((one) => one.text === text)?.id ?? "";

const postingOf = ({ id }: Held, archived: boolean) =>
  Object.values(both.emulator.state.accounts["acme"]?.applications ?? {}).find(
    (one) => one.opportunityId === id && (one.archived !== null) === archived,
  )?.posting ?? "";

interface Row {
  behaviour: string;
  filter: () => Filter;
  keeps: (one: Held) => boolean;
}

/** What each parameter means, by https://hire.lever.co/developer/documentation#list-all-opportunities. */
const rows: Row[] = [
  {
    behaviour: "tag, to the letter",
    filter: () => ({ tag: "InterviewVector" }),
    keeps: (one) => tagsOf(one).includes("InterviewVector"),
  },
  {
    behaviour: "tag, repeated: a union",
    filter: () => ({ tag: ["interviewvector", "Fair 2026", "Web"] }),
    keeps: (one) => tagsOf(one).some((tag) => ["interviewvector", "Fair 2026", "Web"].includes(tag)),
  },
  {
    behaviour: "email, in canonical form",
    filter: () => ({ email: "Maya.Fernandez@mail.example" }),
    keeps: ({ id }) => id === record("Maya Fernandez").id,
  },
  { behaviour: "origin", filter: () => ({ origin: "sourced" }), keeps: ({ origin }) => origin === "sourced" },
  {
    behaviour: "origin, repeated: a union",
    filter: () => ({ origin: ["agency", "referred"] }),
    keeps: ({ origin }) => origin === "agency" || origin === "referred",
  },
  { behaviour: "source", filter: () => ({ source: "Referral" }), keeps: ({ sources }) => sources.includes("Referral") },
  {
    behaviour: "source, repeated: a union",
    filter: () => ({ source: ["Fair", "Added manually"] }),
    keeps: ({ sources }) => sources.some((source) => ["Fair", "Added manually"].includes(source)),
  },
  {
    behaviour: "confidentiality=confidential",
    filter: () => ({ confidentiality: "confidential" }),
    keeps: ({ id }) => id === record("Yuki Tanabe").id,
  },
  {
    behaviour: "confidentiality left out: non-confidential ones",
    filter: () => ({ confidentiality: undefined }),
    keeps: ({ confidentiality }) => confidentiality === "non-confidential",
  },
  {
    behaviour: "stage_id",
    filter: () => ({ stageId: both.acme.stage("Recruiter screen").id }),
    keeps: ({ stage }) => stage === both.acme.stage("Recruiter screen").id,
  },
  {
    behaviour: "stage_id, repeated: a union; built-in stages have slugs",
    filter: () => ({ stageId: ["lead-new", "applicant-new"] }),
    keeps: ({ stage }) => stage === "lead-new" || stage === "applicant-new",
  },
  {
    behaviour: "posting_id: applied now",
    filter: () => ({ postingId: posting("Data Engineer") }),
    keeps: (one) => postingOf(one, false) === posting("Data Engineer"),
  },
  {
    behaviour: "posting_id, repeated: a union",
    filter: () => ({ postingId: [posting("Data Engineer"), posting("Frontend Engineer")] }),
    keeps: (one) => [posting("Data Engineer"), posting("Frontend Engineer")].includes(postingOf(one, false)),
  },
  {
    behaviour: "archived_posting_id: applied once, archived since",
    filter: () => ({ archivedPostingId: posting("Senior Backend Engineer") }),
    keeps: (one) => postingOf(one, true) === posting("Senior Backend Engineer"),
  },
  { behaviour: "archived=true", filter: () => ({ archived: true }), keeps: ({ archived }) => archived !== null },
  { behaviour: "archived=false", filter: () => ({ archived: false }), keeps: ({ archived }) => archived === null },
  {
    behaviour: "archive_reason_id",
    filter: () => ({ archiveReasonId: reason("Timing") }),
    keeps: ({ archived }) => archived?.reason === reason("Timing"),
  },
  {
    behaviour: "archive_reason_id, repeated: a union",
    filter: () => ({ archiveReasonId: [reason("Timing"), reason("Withdrew")] }),
    keeps: ({ archived }) => [reason("Timing"), reason("Withdrew")].includes(archived?.reason ?? ""),
  },
  { behaviour: "snoozed=true", filter: () => ({ snoozed: true }), keeps: ({ id }) => id === record("Tom Okafor").id },
  { behaviour: "snoozed=false", filter: () => ({ snoozed: false }), keeps: ({ id }) => id !== record("Tom Okafor").id },
  {
    behaviour: "contact_id, repeated: a union",
    filter: () => ({ contactId: [record("Maya Fernandez").contact, record("Amara Obi").contact] }),
    keeps: ({ id }) => [record("Maya Fernandez").id, record("Amara Obi").id].includes(id),
  },
  {
    behaviour: "location: the posting location of the opportunity, not where the person lives",
    filter: () => ({ location: "Lisbon" }),
    keeps: ({ opportunityLocation }) => opportunityLocation === "Lisbon",
  },
  {
    behaviour: "created_at, both ends included",
    filter: () => ({ createdAtStart: record("Tom Okafor").createdAt, createdAtEnd: record("Mateus Lima").createdAt }),
    keeps: ({ createdAt }) => within(createdAt, record("Tom Okafor").createdAt, record("Mateus Lima").createdAt),
  },
  {
    behaviour: "updated_at, both ends included",
    filter: () => ({
      updatedAtStart: record("Maya Fernandez").updatedAt ?? 0,
      updatedAtEnd: record("Omar Haddad").updatedAt ?? 0,
    }),
    keeps: ({ updatedAt }) =>
      within(updatedAt, record("Maya Fernandez").updatedAt ?? 0, record("Omar Haddad").updatedAt ?? 0),
  },
  {
    behaviour: "advanced_at, both ends included",
    filter: () => ({
      advancedAtStart: record("Maya Fernandez").lastAdvancedAt,
      advancedAtEnd: record("Amara Obi").lastAdvancedAt,
    }),
    keeps: ({ lastAdvancedAt }) =>
      within(lastAdvancedAt, record("Maya Fernandez").lastAdvancedAt, record("Amara Obi").lastAdvancedAt),
  },
  {
    behaviour: "archived_at, both ends included",
    filter: () => ({
      archivedAtStart: record("Omar Haddad").archived?.archivedAt ?? 0,
      archivedAtEnd: record("Daniel Cho").archived?.archivedAt ?? 0,
    }),
    keeps: ({ archived }) =>
      within(
        archived?.archivedAt,
        record("Omar Haddad").archived?.archivedAt ?? 0,
        record("Daniel Cho").archived?.archivedAt ?? 0,
      ),
  },
  {
    behaviour: "several at once: all must hold",
    filter: () => ({ tag: "InterviewVector", stageId: "applicant-new", archived: false }),
    keeps: (one) => tagsOf(one).includes("InterviewVector") && one.stage === "applicant-new" && one.archived === null,
  },
];

describe("opportunities are listed by (https://hire.lever.co/developer/documentation#list-all-opportunities)", () => {
  test.each(rows)("$behaviour", async ({ filter, keeps }) => {
    const asked = filter();
    const open = asked.confidentiality ?? "non-confidential";
    const expected = both.acme
      .opportunities()
      .filter((one) => one.confidentiality === open && keeps(one))
      .map(({ id }) => id);
    const listed = await all(both.lever.opportunities.list(asked));
    expect(listed.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(both.acme.opportunities().length);
  });

  test("confidentiality=all, archived ones and active ones, snoozed or not, when nothing is left out", async () => {
    const listed = await all(both.lever.opportunities.list({ confidentiality: "all" }));
    expect(listed).toHaveLength(both.acme.opportunities().length);
  });

  test("every expansion, as when one is read", async () => {
    const expand = ["applications", "stage", "owner", "followers", "sourcedBy", "contact"] as const;
    const listed = await all(both.lever.opportunities.list({ expand, stageId: "applicant-new" }));
    expect(listed.length).toBeGreaterThan(2);
    for (const one of listed) expect(one).toEqual(await both.lever.opportunities.get(one.id, { expand }));
  });

  test("nothing that Lever does not know: no match is an empty list", async () => {
    expect(await all(both.lever.opportunities.list({ tag: "INTERVIEWVECTOR" }))).toEqual([]);
  });
});

describe("the walk over the pages (https://hire.lever.co/developer/documentation#pagination)", () => {
  const ids = async (filter: Filter) => (await all(both.lever.opportunities.list(filter))).map(({ id }) => id);

  test.each([1, 3, 16, 17, 100])("of %i items each brings everything once, in the same order", async (limit) => {
    const count = both.acme.opportunities().length;
    const whole = await ids({ limit: 100, confidentiality: "all" });
    const before = both.emulator.journal.length;
    expect(whole).toHaveLength(count);
    expect(await ids({ limit, confidentiality: "all" })).toEqual(whole);
    expect(both.emulator.journal.length - before).toBe(Math.ceil(count / limit));
  });

  test("goes by stage, then by the latest advance, then by id (recorded production answers, 2026)", async () => {
    const { emulator, acme } = both;
    const stages = emulator.state.accounts["acme"]?.stages.map(({ id }) => id) ?? [];
    const expected = acme
      .opportunities()
      .sort(
        (a, b) =>
          stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
          b.lastAdvancedAt - a.lastAdvancedAt ||
          (a.id < b.id ? -1 : 1),
      );
    expect(await ids({ limit: 4, confidentiality: "all" })).toEqual(expected.map(({ id }) => id));
  });

  test("sends the offset back encoded once more, though it comes encoded (recorded production answers, 2026)", async () => {
    await ids({ limit: 10 });
    const { query } = both.lastCall("GET", "/opportunities");
    expect(query).toMatch(/[?&]limit=10&offset=%255B/);
  });

  test("ends at a page without `next` (recorded production answers, 2026)", async () => {
    await ids({ limit: 10 });
    const { body } = await both.heard();
    expect(body.hasNext).toBe(false);
    expect(body).not.toHaveProperty("next");
  });

  test("keeps the filters on every page", async () => {
    const expected = both.acme.opportunities().filter((one) => tagsOf(one).includes("InterviewVector"));
    const filter = { tag: "InterviewVector", limit: 2, confidentiality: "all" } as const;
    expect((await ids(filter)).sort()).toEqual(expected.map(({ id }) => id).sort());
  });

  test("can miss or repeat what moves meanwhile, never what stands still; what was missed has a newer updatedAt", async () => {
    const { lever, acme, later, now } = both;
    const whole = await ids({ limit: 100 });
    const startedAt = now();
    later(1000);
    const seen: string[] = [];
    let back = "";
    for await (const { id } of lever.opportunities.list({ limit: 3 })) {
      seen.push(id);
      if (seen.length === 4) {
        back = whole.at(-1) ?? "";
        acme.moveToStage(back, "New lead");
        acme.moveToStage(whole[0] ?? "", "On-site interview");
        later(1000);
      }
    }
    const times = (id: string) => seen.filter((one) => one === id).length;
    expect(times(back)).toBe(0);
    expect(times(whole[0] ?? "")).toBe(2);
    for (const id of whole.slice(1, -1)) expect(times(id)).toBe(1);
    const missed = await ids({ updatedAtStart: startedAt + 1000 });
    expect(missed.sort()).toEqual([back, whole[0]].sort());
  });

  test("goes on when the item that the offset names is deleted or moves away", async () => {
    const whole = await ids({ limit: 100 });
    const seen: string[] = [];
    for await (const { id } of both.lever.opportunities.list({ limit: 5 })) {
      seen.push(id);
      if (seen.length === 5) both.acme.deleteOpportunity(whole[5] ?? "");
      if (seen.length === 10) both.acme.moveToStage(whole[11] ?? "", "Reached out");
    }
    const gone = new Set([whole[5], whole[11]]);
    expect(seen).toEqual(whole.filter((id) => !gone.has(id)));
  });

  test("asks for no page before it is wanted", async () => {
    const { lever, emulator } = both;
    const before = emulator.journal.length;
    for await (const _ of lever.opportunities.list({ limit: 3 })) break;
    expect(emulator.journal.length - before).toBe(1);
  });

  test("of pages longer than 100 is refused", async () => {
    const failure = await failureOf(ids({ limit: 101 }));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });
});
