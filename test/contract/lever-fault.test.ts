import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canRetry, LeverError } from "@interviewvector/lever";
import type { LeverClient, LeverErrorCode, TookEffect } from "@interviewvector/lever";
import type { FaultName, FaultRule } from "@interviewvector/lever-emulator";
import { DAY, all, failureOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let maya: string;
let by: { performAs: string };

beforeEach(async () => {
  both = await pair();
  maya = both.acme.opportunity("Maya Fernandez").id;
  by = { performAs: both.acme.user("ravi").id };
});
afterEach(() => both.stop());

type Call = (lever: LeverClient) => Promise<unknown>;
interface Write {
  name: string;
  /** Makes what the write needs, and returns the write. */
  prepare: () => Call | Promise<Call>;
  /** Answers 204: there is no body to cut or hold back. */
  bodiless?: true;
  /** Gets three times as long. */
  transfer?: true;
}

const meeting = () => ({ interviewers: [{ id: by.performAs }], date: both.now() + DAY, duration: 30 });
const panel = () => both.lever.panels.create(maya, { timezone: "UTC", interviews: [meeting(), meeting()] }, by);
const note = () => both.lever.notes.create(maya, { value: "First" });
const fields = [{ type: "score-system", text: "Rating" } as const];
const template = () => both.lever.feedbackTemplates.create({ text: "Short", fields });
async function feedback() {
  const { id, fields: own } = await template();
  const fieldValues = [{ id: own[0]?.id ?? "", value: "3 - Hire" }];
  return { baseTemplateId: id, fieldValues };
}
const form = async () => both.lever.feedback.create(maya, await feedback(), by);
const pdf = { name: "Report.pdf", bytes: new Uint8Array(64), contentType: "application/pdf" };
const hook = { url: "http://127.0.0.1:9/", event: "candidateHired" } as const;
const reason = () => both.emulator.state.accounts["acme"]?.archiveReasons[1]?.id ?? "";

const writes: Write[] = [
  { name: "notes.create", prepare: () => (lever) => lever.notes.create(maya, { value: "Booked." }, by) },
  {
    name: "notes.reply",
    prepare: async () => {
      const { id } = await note();
      return (lever) => lever.notes.reply(maya, { value: "Moved." }, { noteId: id, ...by });
    },
  },
  {
    name: "notes.update",
    prepare: async () => {
      const { id } = await note();
      return (lever) => lever.notes.update(maya, id, { values: [{ value: "Moved." }] });
    },
  },
  {
    name: "notes.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await note();
      return (lever) => lever.notes.delete(maya, id);
    },
  },
  { name: "opportunities.create", prepare: () => (lever) => lever.opportunities.create({ name: "New" }, by) },
  { name: "opportunities.setStage", prepare: () => (lever) => lever.opportunities.setStage(maya, "offer", by) },
  { name: "opportunities.archive", prepare: () => (lever) => lever.opportunities.archive(maya, { reason: reason() }) },
  { name: "opportunities.addTags", prepare: () => (lever) => lever.opportunities.addTags(maya, ["IV: invited"], by) },
  { name: "opportunities.removeTags", prepare: () => (lever) => lever.opportunities.removeTags(maya, ["Berlin"]) },
  {
    name: "opportunities.addLinks",
    prepare: () => (lever) => lever.opportunities.addLinks(maya, ["https://iv.example"]),
  },
  { name: "opportunities.addSources", prepare: () => (lever) => lever.opportunities.addSources(maya, ["IV"]) },
  {
    name: "contacts.update",
    prepare: () => (lever) => lever.contacts.update(both.acme.contactOf(maya).id, { headline: "New" }),
  },
  {
    name: "panels.create",
    prepare: () => (lever) => lever.panels.create(maya, { timezone: "UTC", interviews: [meeting()] }, by),
  },
  {
    name: "panels.update",
    prepare: async () => {
      const { id } = await panel();
      return (lever) => lever.panels.update(maya, id, { timezone: "Asia/Tokyo", interviews: [meeting()] }, by);
    },
  },
  {
    name: "panels.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await panel();
      return (lever) => lever.panels.delete(maya, id, by);
    },
  },
  {
    name: "interviews.create",
    prepare: async () => {
      const { id } = await panel();
      return (lever) => lever.interviews.create(maya, { ...meeting(), panel: id }, by);
    },
  },
  {
    name: "interviews.update",
    prepare: async () => {
      const { id, interviews } = await panel();
      const changed = { ...meeting(), panel: id, duration: 45 };
      return (lever) => lever.interviews.update(maya, interviews[0]?.id ?? "", changed, by);
    },
  },
  {
    name: "interviews.delete",
    bodiless: true,
    prepare: async () => {
      const { interviews } = await panel();
      return (lever) => lever.interviews.delete(maya, interviews[0]?.id ?? "", by);
    },
  },
  {
    name: "feedback.create",
    prepare: async () => {
      const given = await feedback();
      return (lever) => lever.feedback.create(maya, given, by);
    },
  },
  {
    name: "feedback.update",
    prepare: async () => {
      const { id, fields: own } = await form();
      const fieldValues = [{ id: own[0]?.id ?? "", value: "4 - Strong Hire" }];
      return (lever) => lever.feedback.update(maya, id, { fieldValues }, by);
    },
  },
  {
    name: "feedback.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await form();
      return (lever) => lever.feedback.delete(maya, id, by);
    },
  },
  {
    name: "feedbackTemplates.create",
    prepare: () => (lever) => lever.feedbackTemplates.create({ text: "Other", fields }),
  },
  {
    name: "feedbackTemplates.update",
    prepare: async () => {
      const { id } = await template();
      return (lever) => lever.feedbackTemplates.update(id, { text: "Renamed", fields });
    },
  },
  {
    name: "feedbackTemplates.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await template();
      return (lever) => lever.feedbackTemplates.delete(id);
    },
  },
  { name: "files.upload", transfer: true, prepare: () => (lever) => lever.files.upload(maya, pdf, by) },
  {
    name: "files.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await both.lever.files.upload(maya, pdf, by);
      return (lever) => lever.files.delete(maya, id, by);
    },
  },
  { name: "users.create", prepare: () => (lever) => lever.users.create({ name: "New", email: "new@acme.example" }) },
  { name: "webhooks.create", prepare: () => (lever) => lever.webhooks.create(hook) },
  {
    name: "webhooks.update",
    prepare: async () => {
      const { id } = await both.lever.webhooks.create(hook);
      return (lever) => lever.webhooks.update([{ id, event: "candidateDeleted" }]);
    },
  },
  {
    name: "webhooks.delete",
    bodiless: true,
    prepare: async () => {
      const { id } = await both.lever.webhooks.create(hook);
      return (lever) => lever.webhooks.delete(id);
    },
  },
];

interface Befallen {
  /** "ok", or the code of the error. */
  said: "ok" | LeverErrorCode;
  tookEffect: TookEffect | "yes";
  /** By the journal. */
  applied: boolean;
  calls: number;
}

/** Lets one call meet faults, and compares what the client says with what the journal, and the state, say. */
async function befall(call: Call, rules: FaultRule[], lever = both.lever): Promise<Befallen> {
  const { emulator } = both;
  const seen = emulator.journal.length;
  const before = emulator.snapshot();
  emulator.setFaults(rules);
  const outcome = await call(lever).then(
    () => "ok" as const,
    (error: unknown) => error,
  );
  await emulator.settle();
  emulator.clearFaults();
  const entries = emulator.journal.slice(seen);
  const applied = entries.some(({ effects }) => effects.length > 0);
  // The journal is believed below, so it has to tell the truth.
  expect(applied).toBe(emulator.snapshot() !== before);
  if (outcome === "ok") return { said: "ok", tookEffect: "yes", applied, calls: entries.length };
  if (!(outcome instanceof LeverError)) throw outcome;
  return { said: outcome.code, tookEffect: outcome.tookEffect, applied, calls: entries.length };
}

const once = (fault: FaultName, more: Partial<FaultRule> = {}): FaultRule[] => [{ fault, times: 1, ...more }];

interface Row {
  fault: FaultName;
  more?: Partial<FaultRule>;
  said: "ok" | LeverErrorCode;
  tookEffect: TookEffect | "yes";
  applied: boolean;
  /** Does nothing to an answer without a body. */
  onBody?: true;
}

const rows: Row[] = [
  { fault: "rateLimit429", said: "rate_limited", tookEffect: "no", applied: false },
  { fault: "tokenExpired", said: "unauthorized", tookEffect: "no", applied: false },
  { fault: "tokenRevoked", said: "unauthorized", tookEffect: "no", applied: false },
  { fault: "error5xxBefore", said: "server_error", tookEffect: "unknown", applied: false },
  { fault: "error5xxBefore", more: { status: 500 }, said: "server_error", tookEffect: "unknown", applied: false },
  { fault: "error5xxAfter", said: "server_error", tookEffect: "unknown", applied: true },
  { fault: "htmlError", said: "server_error", tookEffect: "unknown", applied: false },
  { fault: "resetBefore", said: "connection_lost", tookEffect: "unknown", applied: false },
  { fault: "resetAfter", said: "connection_lost", tookEffect: "unknown", applied: true },
  { fault: "lateApply", more: { ms: 10 }, said: "connection_lost", tookEffect: "unknown", applied: true },
  { fault: "cutJson", said: "unreadable_answer", tookEffect: "unknown", applied: true, onBody: true },
  { fault: "slow", more: { ms: 5 }, said: "ok", tookEffect: "yes", applied: true },
  { fault: "slowBody", more: { ms: 5 }, said: "ok", tookEffect: "yes", applied: true },
  { fault: "offsetRefused", said: "ok", tookEffect: "yes", applied: true },
];

const labelOf = ({ fault, more }: Row) => (more === undefined ? fault : `${fault} ${JSON.stringify(more)}`);

describe("what a write says of itself under a fault is what the journal shows (https://hire.lever.co/developer/documentation#responses-and-errors)", () => {
  test.each(rows.map((row) => ({ ...row, label: labelOf(row) })))(
    "$label: $said, took effect: $tookEffect",
    async (row) => {
      for (const write of writes) {
        const call = await write.prepare();
        const befallen = await befall(call, once(row.fault, row.more));
        const untouched = row.onBody === true && write.bodiless === true;
        const expected = untouched
          ? { said: "ok", tookEffect: "yes", applied: true }
          : { said: row.said, tookEffect: row.tookEffect, applied: row.applied };
        expect({ write: write.name, ...befallen }).toEqual({ write: write.name, ...expected, calls: 1 });
        if (row.applied || untouched) both.emulator.reset();
      }
    },
  );

  // The impatient client gives up while Lever still works: the effect comes after the error was thrown.
  test.each(["slow", "slowBody"] as const)(
    "%s beyond the time-out: timed out, took effect: unknown, and it did",
    async (fault) => {
      const impatient = both.client({ timeoutMs: 200 });
      const some = ["notes.create", "panels.delete", "files.upload"];
      for (const write of writes.filter(({ name }) => some.includes(name))) {
        const call = await write.prepare();
        const ms = write.transfer === true ? 800 : 400;
        const befallen = await befall(call, once(fault, { ms }), impatient);
        const untouched = fault === "slowBody" && write.bodiless === true;
        const timedOut = { said: "timed_out", tookEffect: "unknown", applied: true, calls: 1 };
        expect(befallen).toEqual(untouched ? { ...timedOut, said: "ok", tookEffect: "yes" } : timedOut);
      }
    },
  );

  test("a server that is not there: no connection, took effect: no", async () => {
    await both.emulator.stop();
    const failures = await Promise.all(
      [
        both.lever.notes.create(maya, { value: "?" }),
        both.lever.files.upload(maya, pdf, by),
        both.lever.opportunities.get(maya),
      ].map(failureOf),
    );
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: "connection_failed", tookEffect: "no", status: undefined });
      expect(canRetry(failure)).toBe(true);
    }
    both = await pair();
  });
});

describe("a read under a fault never took effect", () => {
  const reads: Record<string, Call> = {
    "opportunities.get": (lever) => lever.opportunities.get(maya),
    "opportunities.list": (lever) => all(lever.opportunities.list()),
    "stages.list": (lever) => all(lever.stages.list()),
    "notes.list": (lever) => all(lever.notes.list(maya)),
    "files.list": (lever) => all(lever.files.list(maya)),
    "resumes.list": (lever) => all(lever.resumes.list(maya)),
  };

  const failing = rows.filter(({ said, fault }) => said !== "ok" && fault !== "tokenRevoked");
  test.each(failing.map((row) => ({ ...row, label: labelOf(row) })))(
    "$label: $said, and a client that repeats gets its answer if the fault passes by itself",
    async ({ fault, more, said }) => {
      const passing = ["rate_limited", "server_error", "connection_lost"].includes(said);
      const patient = both.client({ retry: {}, wait: () => Promise.resolve() });
      for (const [name, read] of Object.entries(reads)) {
        const once429 = await befall(read, once(fault, more));
        expect({ name, ...once429 }).toMatchObject({ name, said, tookEffect: "no", applied: false });
        const repeated = await befall(read, once(fault, more), patient);
        expect({ name, said: repeated.said }).toEqual({ name, said: passing ? "ok" : said });
      }
    },
  );

  test("slow beyond the time-out: timed out", async () => {
    both.emulator.setFaults([{ fault: "slow", ms: 300 }]);
    const failure = await failureOf(both.client({ timeoutMs: 100 }).opportunities.get(maya));
    expect(failure).toMatchObject({ code: "timed_out", tookEffect: "no" });
    expect(canRetry(failure)).toBe(true);
  });
});

describe("a client that repeats (https://hire.lever.co/developer/documentation#rate-limits)", () => {
  const instant = { retry: {}, wait: () => Promise.resolve() };

  test("sends a write again after 429, and makes it once", async () => {
    const call: Call = (lever) => lever.notes.create(maya, { value: "Booked." });
    const befallen = await befall(call, [{ fault: "rateLimit429", times: 3 }], both.client(instant));
    expect(befallen).toEqual({ said: "ok", tookEffect: "yes", applied: true, calls: 4 });
    expect(both.acme.notesOf(maya)).toHaveLength(1);
  });

  test.each([
    "error5xxBefore",
    "error5xxAfter",
    "resetBefore",
    "resetAfter",
    "lateApply",
    "cutJson",
    "htmlError",
  ] as const)("sends a write once only under %s", async (fault) => {
    const call: Call = (lever) => lever.notes.create(maya, { value: "Booked." });
    const { calls, tookEffect } = await befall(call, once(fault, { ms: 10 }), both.client(instant));
    expect({ calls, tookEffect }).toEqual({ calls: 1, tookEffect: "unknown" });
  });

  test.each([1, 2, 3])(
    "never doubles a note, and never says no to one that is there (faults by seed %i)",
    async (seed) => {
      const faults =
        "rateLimit429 error5xxBefore error5xxAfter resetBefore resetAfter lateApply cutJson htmlError".split(" ");
      const rules = faults.map((fault) => ({ fault: fault as FaultName, probability: 0.12, ms: 20 }));
      both.emulator.setFaults(rules, seed);
      const lever = both.client(instant);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) => lever.notes.create(maya, { value: `Note ${index}` })),
      );
      await both.emulator.settle();
      const written = both.acme.notesOf(maya).flatMap(({ comments }) => comments.map(({ value }) => value));
      const tally = outcomes.map((outcome, index) => {
        const count = written.filter((value) => value === `Note ${index}`).length;
        return { said: outcome.status === "fulfilled" ? "yes" : (outcome.reason as LeverError).tookEffect, count };
      });
      for (const { said, count } of tally) {
        if (said === "yes") expect(count).toBe(1);
        if (said === "no") expect(count).toBe(0);
        expect(count).toBeLessThanOrEqual(1);
      }
      // Otherwise the seed shows nothing.
      expect(tally.some(({ said, count }) => said === "unknown" && count === 1)).toBe(true);
      expect(tally.some(({ said, count }) => said === "unknown" && count === 0)).toBe(true);
    },
  );
});

describe("the rate (https://hire.lever.co/developer/documentation#rate-limits)", () => {
  test("beyond it is 429, without any header that says when to come again", async () => {
    both.emulator.setBehaviours({ ratePerSecond: 0.001, rateBurst: 2 });
    await both.lever.stages.get("offer");
    await both.lever.stages.get("offer");
    const failure = await failureOf(both.lever.notes.create(maya, { value: "?" }));
    expect(failure).toMatchObject({ code: "rate_limited", status: 429, tookEffect: "no" });
    expect(canRetry(failure)).toBe(true);
    const { headers } = await both.heard();
    expect([...headers.keys()].filter((name) => /retry|rate/i.test(name))).toEqual([]);
    expect(both.acme.notesOf(maya)).toEqual([]);
  });

  test("is by key: another account goes on", async () => {
    both.emulator.setBehaviours({ ratePerSecond: 0.001, rateBurst: 1 });
    const globex = both.client({ credentials: { kind: "apiKey", key: "globex-key" } });
    await both.lever.stages.get("offer");
    expect((await failureOf(both.lever.stages.get("offer"))).code).toBe("rate_limited");
    expect((await globex.stages.get("offer")).id).toBe("offer");
  });

  test("is kept by waiting: of many writes at once, each is made once", async () => {
    both.emulator.setBehaviours({ ratePerSecond: 50, rateBurst: 5 });
    const waiting = both.client({ retry: { baseMs: 40, maxAttempts: 12 } });
    const values = Array.from({ length: 20 }, (_, index) => `Note ${index}`);
    await Promise.all(values.map((value) => waiting.notes.create(maya, { value })));
    const written = both.acme.notesOf(maya).flatMap(({ comments }) => comments.map(({ value }) => value));
    expect(written.sort()).toEqual(values.sort());
    expect(both.emulator.journal.length).toBeGreaterThan(values.length);
  });

  test("can be kept from outside: who asks before each request is asked for each", async () => {
    let asked = 0;
    const beforeRequest = () => void (asked += 1);
    await all(both.client({ beforeRequest }).opportunities.list({ limit: 4 }));
    expect(asked).toBe(both.emulator.journal.length);
  });
});

describe("faults of lists (https://hire.lever.co/developer/documentation#pagination)", () => {
  const ids = async (filter: { limit: number }) =>
    (await all(both.lever.opportunities.list(filter))).map(({ id }) => id);

  test("an empty page in the middle is no end", async () => {
    const whole = await ids({ limit: 100 });
    both.emulator.setFaults(once("pageEmpty"));
    expect(await ids({ limit: 4 })).toEqual(whole.slice(4));
  });

  test("a page that leads to itself ends the walk with an error, not with a circle", async () => {
    both.emulator.setFaults([{ fault: "pageRepeated" }]);
    expect(await failureOf(ids({ limit: 4 }))).toMatchObject({ code: "page_cycle", tookEffect: "no" });
    expect(both.emulator.journal.length).toBeLessThanOrEqual(3);
  });

  test("an offset that is refused ends the walk with Lever's words", async () => {
    both.emulator.setFaults([{ fault: "offsetRefused" }]);
    const failure = await failureOf(ids({ limit: 4 }));
    expect(failure).toMatchObject({ code: "bad_request", status: 400, tookEffect: "no" });
    expect(failure.leverMessage).toContain("Invalid offset token");
  });

  test("a fault between two pages costs a client that repeats nothing", async () => {
    const whole = await ids({ limit: 100 });
    both.emulator.setFaults([{ fault: "resetBefore", probability: 0.4 }], 3);
    const patient = both.client({ retry: { maxAttempts: 20 }, wait: () => Promise.resolve() });
    expect((await all(patient.opportunities.list({ limit: 2 }))).map(({ id }) => id)).toEqual(whole);
  });

  test("a list may lag behind what was just made; reading it by id does not", async () => {
    both.emulator.setFaults([{ fault: "listLag", ms: 60_000 }]);
    const { id } = await both.lever.notes.create(maya, { value: "Fresh" });
    expect(await all(both.lever.notes.list(maya))).toEqual([]);
    expect((await both.lever.notes.get(maya, id)).id).toBe(id);
    both.later(60_000);
    expect(await all(both.lever.notes.list(maya))).toHaveLength(1);
  });
});
