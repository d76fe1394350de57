/** What Lever shows and what we know, to what happens: the table, row by row. */
import { minutes, positionSettings, type InterviewState } from "@interviewvector/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  interpret,
  type Interpretation,
  type KnownInterview,
  type KnownPosition,
  type Situation,
} from "../src/lever/interpret.ts";
import { nothingMissing, type Missing } from "../src/lever/missing.ts";
import type { Move } from "../src/lever/not-shown.ts";
import { reasonNames, type ReasonName } from "../src/lever/reason.ts";
import type { SeenOpportunity } from "../src/lever/seen.ts";

const T = Date.UTC(2026, 11, 1, 9);
const OURS = "stage-ours";
const OTHER = "stage-other";

const seen = (change: Partial<SeenOpportunity> = {}): SeenOpportunity => ({
  kind: "found",
  id: "opportunity",
  contactId: "contact",
  name: "Maya Fernandez",
  emails: ["maya@mail.example"],
  phones: [{ value: "+34 600 100 200" }],
  location: "",
  links: [],
  stage: { id: OURS, name: "InterviewVector" },
  changes: [
    { toStageId: OTHER, at: T - minutes(500) },
    { toStageId: OURS, at: T },
  ],
  advancedAt: T,
  archived: null,
  confidential: false,
  anonymized: false,
  postingId: "posting",
  owner: null,
  hasResume: true,
  ...change,
});

const elsewhere = (change: Partial<SeenOpportunity> = {}) =>
  seen({
    stage: { id: OTHER, name: "On-site" },
    changes: [
      { toStageId: OURS, at: T },
      { toStageId: OTHER, at: T + minutes(60) },
    ],
    ...change,
  });

const position = (change: Partial<KnownPosition> = {}): KnownPosition => ({
  id: "position",
  tagged: true,
  state: "active",
  activatedAt: T - minutes(60),
  settings: positionSettings.parse({}),
  rounds: [1, 2],
  entriesNear: [],
  movesPending: 0,
  ...change,
});

const known = (state: InterviewState, change: Partial<KnownInterview> = {}): KnownInterview => ({
  id: "interview",
  state,
  enteredAt: T,
  stageId: OURS,
  roundNumber: 1,
  leavingAt: null,
  startsAt: null,
  blockedReasons: [],
  confirmed: false,
  erased: false,
  archivedEnd: null,
  askedAt: null,
  ...change,
});

const rulesNow: Situation["rules"] = {
  stageId: OURS,
  stageName: "InterviewVector",
  goneStages: [],
  connectedAt: T - minutes(600),
  leaveGraceMs: minutes(2),
};

const read = (change: Partial<Situation> = {}): Interpretation =>
  interpret({
    rules: rulesNow,
    seen: seen(),
    position: position(),
    candidate: null,
    interviews: [],
    hint: { moves: [], laterMoves: [], handledMoves: [], byPerson: false, missing: nothingMissing },
    ...change,
  });

const entered = (reasons: string[] = [], roundNumber = 1, enteredAt = T) => [
  { do: "enter", enteredAt, roundNumber, reasons },
];
const gone = { kind: "gone", id: "opportunity" } as const;
const missing = (what: Partial<Missing>) => ({
  moves: [],
  laterMoves: [],
  handledMoves: [],
  byPerson: false,
  missing: { ...nothingMissing, ...what },
});
const happened = (event: object) => [{ do: "happen", interviewId: "interview", event }];

describe("an entry", () => {
  test("with everything there makes an interview for the first round", () => {
    expect(read().steps).toEqual(entered());
  });
  test.each([
    ["no e-mail address", { emails: [] }, ["email_missing"]],
    ["no phone", { phones: [] }, ["phone_missing"]],
    ["no résumé", { hasResume: false }, ["resume_missing"]],
    [
      "nothing at all",
      { emails: [], phones: [], hasResume: false },
      ["email_missing", "phone_missing", "resume_missing"],
    ],
    ["an address that is none", { emails: ["maya at mail"] }, ["email_missing"]],
  ] as const)("with %s is blocked", (_, change, reasons) => {
    expect(read({ seen: seen(change as Partial<SeenOpportunity>) }).steps).toEqual(entered([...reasons]));
  });
  test.each([
    ["pending", "not_configured"],
    ["paused", "paused"],
    ["inactive", "inactive"],
  ] as const)("for a %s position is blocked and says so", (state, reason) => {
    const blocked = read({ position: position({ state, activatedAt: null, rounds: [] }) });
    expect(blocked.steps).toEqual(entered([reason]));
  });
  test("what the position does not demand does not block", () => {
    const settings = positionSettings.parse({ mandatory: ["email"] });
    expect(read({ position: position({ settings }), seen: seen({ phones: [], hasResume: false }) }).steps).toEqual(
      entered(),
    );
  });
  test("after a completed first round is for the second, and after the last there is none", () => {
    const first = known("completed", { enteredAt: T - minutes(300) });
    expect(read({ interviews: [first] }).steps).toEqual(entered([], 2));
    const second = { ...first, id: "second", roundNumber: 2, enteredAt: T - minutes(200) };
    expect(read({ interviews: [first, second] }).steps).toEqual(entered(["no_round_left"], 3));
  });
  test("does not count a round that was cancelled", () => {
    expect(read({ interviews: [known("cancelled", { enteredAt: T - minutes(300) })] }).steps).toEqual(entered());
  });
  const crowd = (count: number, at = T) => Array.from({ length: count }, (_, place) => at + place * 1000);
  test("beyond fifty within ten minutes waits for one click, unless a person asked", () => {
    const many = position({ entriesNear: crowd(50) });
    expect(read({ position: many }).steps).toEqual(entered(["awaiting_confirmation"]));
    const hint = { moves: [], laterMoves: [], handledMoves: [], byPerson: true, missing: nothingMissing };
    expect(read({ position: many, hint }).steps).toEqual(entered());
    expect(read({ position: position({ entriesNear: crowd(49) }) }).steps).toEqual(entered());
  });
  test("counts moves that fall together in ten minutes, in whatever order they are read", () => {
    const around = [...crowd(30, T - minutes(6)), ...crowd(30, T + minutes(6))];
    expect(read({ position: position({ entriesNear: around }) }).steps).toEqual(entered());
    const after = position({ entriesNear: crowd(60, T + minutes(1)) });
    expect(read({ position: after }).steps).toEqual(entered(["awaiting_confirmation"]));
  });
  test("is held while so many others wait to be read, and looked at again once they were", () => {
    const pending = position({ entriesNear: crowd(3), movesPending: 60 });
    expect(read({ position: pending })).toMatchObject({ steps: entered(["awaiting_confirmation"]), lookLater: true });
    const waits = known("blocked", { blockedReasons: ["awaiting_confirmation"] });
    expect(read({ position: pending, interviews: [waits] })).toMatchObject({ steps: [], lookLater: true });
    expect(read({ position: position({ entriesNear: crowd(60) }), interviews: [waits] })).toMatchObject({
      steps: [],
      lookLater: false,
    });
    expect(read({ interviews: [waits] }).steps).toEqual(happened({ type: "factsRead", reasons: [] }));
  });
  test("goes on once somebody confirmed it, whoever else waits", () => {
    const confirmed = known("blocked", { blockedReasons: ["awaiting_confirmation"], confirmed: true });
    expect(read({ position: position({ entriesNear: crowd(90) }), interviews: [confirmed] }).steps).toEqual(
      happened({ type: "factsRead", reasons: [] }),
    );
  });
  test("the fifty-first of any ten minutes waits, for every way in which moves can fall", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1200, max: 1200 }), { maxLength: 140 }), (seconds) => {
        const entriesNear = seconds.map((second) => T + second * 1000);
        const all = [...entriesNear, T];
        const worst = Math.max(
          ...all.map(
            (from) =>
              all.filter((at) => at >= from && at < from + minutes(10) && from <= T && T < from + minutes(10)).length,
          ),
        );
        const waits = read({ position: position({ entriesNear }) }).steps.some(
          (step) => "reasons" in step && step.reasons.length > 0,
        );
        expect(waits).toBe(worst > 50);
      }),
    );
  });
  test.each([
    ["completed", "completed"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
    ["candidate_no_show", "candidate did not come"],
    ["awaiting_report", "awaiting report"],
  ] as const)("that has had its interview (%s) makes no other", (state, words) => {
    const answer = read({ interviews: [known(state)] });
    expect(answer.steps).toEqual([]);
    expect(answer.reason?.words).toContain(words);
  });
});

describe("nobody is invited by surprise", () => {
  const person = { moves: [], laterMoves: [], handledMoves: [], byPerson: true, missing: nothingMissing };
  test("who stood in the stage before activation is left alone, unless a person chose them", () => {
    const late = position({ activatedAt: T + 1 });
    expect(read({ position: late })).toMatchObject({
      steps: [],
      reason: { name: "beforeActivated" },
    });
    expect(read({ position: late, hint: person }).steps).toEqual(entered());
  });
  test("who stood in the stage before the connection is left alone", () => {
    const rules = { stageId: OURS, stageName: "InterviewVector", goneStages: [], connectedAt: T + 1, leaveGraceMs: 0 };
    expect(read({ rules, position: position({ state: "pending", activatedAt: null }) }).steps).toEqual([]);
    expect(read({ rules, hint: person }).steps).toEqual(entered());
  });
});

/** One situation for each reason that interpreting can give; the compiler asks for those that are missing. */
const reached: Record<Exclude<ReasonName, "refused" | "nothing" | "noOpenInterview">, Partial<Situation>> = {
  gone: { seen: gone },
  notFound: { seen: gone, interviews: [known("scheduled")] },
  anonymised: { seen: seen({ anonymized: true }) },
  confidential: { seen: seen({ confidential: true }) },
  notShownYet: {
    seen: elsewhere({ changes: [{ toStageId: OTHER, at: T - minutes(500) }] }),
    hint: {
      moves: [{ deliveryId: "told", toStageId: OURS, at: T, looks: 0 }],
      laterMoves: [],
      handledMoves: [],
      byPerson: false,
      missing: nothingMissing,
    },
  },
  hired: { seen: seen({ archived: { hired: true } }) },
  archived: { seen: seen({ archived: { hired: false } }) },
  noStage: { rules: { ...rulesNow, stageId: null } },
  elsewhere: { seen: elsewhere() },
  stageRemoved: {
    rules: { ...rulesNow, stageId: null, goneStages: [OURS] },
    seen: elsewhere(),
    interviews: [known("scheduled")],
  },
  olderState: { interviews: [known("invited", { enteredAt: T + 1 })] },
  stillBlocked: {
    seen: seen({ phones: [] }),
    interviews: [known("blocked", { blockedReasons: ["phone_missing"] })],
  },
  unchanged: { interviews: [known("scheduled")] },
  hadInterview: { interviews: [known("completed")] },
  noApplication: { seen: seen({ postingId: null }) },
  untagged: { position: position({ tagged: false }) },
  beforeConnected: { rules: { ...rulesNow, connectedAt: T + 1 } },
  beforeActivated: { position: position({ activatedAt: T + 1 }) },
};

describe("each reason of the one list", () => {
  test.each(Object.entries(reached))("%s is reached, and says something", (name, change) => {
    const answer = read(change);
    expect({ steps: answer.steps, name: answer.reason?.name }).toEqual({ steps: [], name });
    expect(answer.reason?.words.length).toBeGreaterThan(15);
  });
  test("and the three that reading itself gives make the list whole", () => {
    const all = [...Object.keys(reached), "refused", "nothing", "noOpenInterview"];
    expect(all.toSorted()).toEqual([...reasonNames].toSorted());
  });
});

describe("ignored, with the reason kept", () => {
  test.each([
    ["another stage", { seen: elsewhere() }, 'Stands in "On-site", not in "InterviewVector".'],
    ["no application", { seen: seen({ postingId: null }) }, "The opportunity has no application to a posting."],
    ["an untagged posting", { position: position({ tagged: false }) }, "The posting does not carry the tag."],
    ["an unknown posting", { position: null }, "The posting does not carry the tag."],
    ["archived", { seen: seen({ archived: { hired: false } }) }, "The opportunity is archived."],
    ["hired", { seen: seen({ archived: { hired: true } }) }, "The candidate is hired."],
    [
      "confidential",
      { seen: seen({ confidential: true }) },
      "The opportunity is confidential in Lever; confidential candidates are not interviewed.",
    ],
    ["anonymised", { seen: seen({ anonymized: true }) }, "The candidate was anonymised in Lever."],
    ["deleted", { seen: gone }, "The opportunity is no longer in Lever."],
  ] as [string, Partial<Situation>, string][])("%s", (_, change, reason) => {
    expect(read(change)).toMatchObject({ steps: [], reason: { words: reason }, lookAgain: [] });
  });
  test("a stage that Lever does not have", () => {
    const rules = { stageId: null, stageName: "InterviewVector", goneStages: [], connectedAt: 0, leaveGraceMs: 0 };
    expect(read({ rules }).reason?.words).toBe('Lever has no stage "InterviewVector".');
  });
});

describe("a move that Lever does not show yet", () => {
  const old = seen({ stage: { id: OTHER, name: "Screen" }, changes: [{ toStageId: OTHER, at: T - minutes(500) }] });
  const told = (toStageId: string, at = T, looks = 0) => ({ deliveryId: `${toStageId} ${at}`, toStageId, at, looks });
  const hintOf = (moves: Move[], laterMoves: Move[] = []) => ({
    moves,
    laterMoves,
    handledMoves: [],
    byPerson: false,
    missing: nothingMissing,
  });
  const moved = (looks: number, toStageId = OURS) => hintOf([told(toStageId, T, looks)]);
  test("is looked at again, twice", () => {
    expect(read({ seen: old, hint: moved(0) }).lookAgain).toHaveLength(1);
    expect(read({ seen: old, hint: moved(1) }).lookAgain).toHaveLength(1);
    expect(read({ seen: old, hint: moved(2) })).toMatchObject({ lookAgain: [], steps: [] });
  });
  test("ends nothing meanwhile", () => {
    expect(read({ seen: old, hint: moved(0), interviews: [known("scheduled")] }).steps).toEqual([]);
  });
  test("out of the stage is waited for as well: nobody is invited on old news", () => {
    const stillHere = seen({ changes: [{ toStageId: OURS, at: T - minutes(30) }] });
    expect(read({ seen: stillHere, hint: moved(0, OTHER) })).toMatchObject({
      lookAgain: [{ toStageId: OTHER }],
      steps: [],
    });
    expect(read({ seen: stillHere, hint: moved(2, OTHER) }).steps).toHaveLength(1);
  });
  test("is over when something newer shows", () => {
    expect(read({ seen: elsewhere(), hint: moved(0) }).lookAgain).toEqual([]);
  });
  test("is over when the history holds it, moved on since", () => {
    const quick = elsewhere({
      changes: [
        { toStageId: OURS, at: T - 900 },
        { toStageId: OTHER, at: T - 100 },
      ],
    });
    expect(read({ seen: quick, hint: moved(0) }).lookAgain).toEqual([]);
  });

  describe("of several told at once", () => {
    const inOnly = seen({ changes: [{ toStageId: OURS, at: T }] });
    test("in and out within a millisecond: an answer that holds one of them is old, whichever came last", () => {
      for (const moves of [
        [told(OURS), told(OTHER)],
        [told(OTHER), told(OURS)],
      ]) {
        expect(read({ seen: inOnly, hint: hintOf(moves) })).toMatchObject({
          steps: [],
          lookAgain: [{ toStageId: OTHER }],
        });
      }
    });
    test("an answer that lacks both has each looked for", () => {
      expect(read({ seen: old, hint: hintOf([told(OURS), told(OTHER)]) }).lookAgain).toHaveLength(2);
    });
    test("in, out and in again: the first way in does not stand for the second", () => {
      const moves = [told(OURS), told(OTHER, T + 2_000), told(OURS, T + 4_000)];
      const twice = elsewhere({
        changes: [
          { toStageId: OURS, at: T },
          { toStageId: OTHER, at: T + 2_000 },
        ],
      });
      expect(read({ seen: twice, hint: hintOf(moves) })).toMatchObject({ steps: [], lookAgain: [{ at: T + 4_000 }] });
    });
    test("what is to be looked for anyway holds the others back, and is not looked for twice", () => {
      const hint = hintOf([told(OURS)], [told(OTHER)]);
      expect(read({ seen: inOnly, hint })).toMatchObject({ steps: [], lookAgain: [] });
    });
    test("a webhook that is some seconds off is believed where they stand by it", () => {
      expect(read({ seen: inOnly, hint: hintOf([told(OURS, T + 60_000)]) }).steps).toHaveLength(1);
    });
  });
});

describe("leaving the stage", () => {
  test.each(["blocked", "invited", "proposed", "scheduled", "live"] as const)("ends or asks while %s", (state) => {
    expect(read({ seen: elsewhere(), interviews: [known(state)] }).steps).toEqual(
      happened({ type: "leftStage", cause: "moved" }),
    );
  });
  test.each(["awaiting_report", "in_review", "completed", "cancelled", "expired", "interrupted"] as const)(
    "does nothing once %s",
    (state) => {
      expect(read({ seen: elsewhere(), interviews: [known(state)] }).steps).toEqual([]);
    },
  );
  test.each([
    ["archived", seen({ archived: { hired: false } })],
    ["hired", seen({ archived: { hired: true } })],
    ["deleted", seen({ anonymized: true })],
  ] as const)("%s is told as such", (cause, what) => {
    const steps = happened({ type: "leftStage", cause });
    expect(read({ seen: what, interviews: [known("invited")] }).steps).toEqual(
      cause === "deleted" ? [...steps, { do: "erase" }] : steps,
    );
  });
  test.each(["completed", "cancelled", "in_review"] as const)("a deletion erases what is %s too, once", (state) => {
    expect(read({ seen: gone, interviews: [known(state)] }).steps).toEqual([{ do: "erase" }]);
    expect(read({ seen: gone, interviews: [known(state, { erased: true })] }).steps).toEqual([]);
  });
  test("does not end a redo that was asked for afterwards; archiving does", () => {
    const before = known("invited", { askedAt: T + minutes(59) });
    const redo = known("invited", { askedAt: T + minutes(61) });
    expect(read({ seen: elsewhere(), interviews: [before] }).steps).toHaveLength(1);
    expect(read({ seen: elsewhere(), interviews: [redo] }).steps).toEqual([]);
    const onwards = [...elsewhere().changes, { toStageId: "offer", at: T + minutes(90) }];
    expect(read({ seen: elsewhere({ changes: onwards }), interviews: [redo] }).steps).toEqual([]);
    const archived = elsewhere({ archived: { hired: false } });
    expect(read({ seen: archived, interviews: [redo] }).steps).toHaveLength(1);
  });
  test("is said once", () => {
    expect(read({ seen: elsewhere(), interviews: [known("invited", { leavingAt: T + minutes(2) })] }).steps).toEqual(
      [],
    );
  });
  test("a deletion does not wait for the grace", () => {
    const leaving = known("invited", { leavingAt: T + minutes(2) });
    expect(read({ seen: gone, interviews: [leaving], hint: missing({ told: true }) }).steps).toEqual([
      ...happened({ type: "leftStage", cause: "deleted" }),
      { do: "erase" },
    ]);
  });
  test.each(["blocked", "invited", "proposed", "scheduled", "live"] as const)(
    "a candidate not found ends what is %s at the third look, or when Lever tells of the deletion in another way",
    (state) => {
      const after = (what: Partial<Missing>) => read({ seen: gone, interviews: [known(state)], hint: missing(what) });
      expect([0, 1].map((looks) => after({ looks }))).toMatchObject(
        [0, 1].map(() => ({ steps: [], lookForMissing: true, reason: { name: "notFound" } })),
      );
      const ended = [...happened({ type: "leftStage", cause: "deleted" }), { do: "erase" }];
      expect(after({ looks: 2 }).steps).toEqual(ended);
      expect(after({ told: true }).steps).toEqual(ended);
    },
  );
});

describe("coming back", () => {
  const back = (outMinutes: number) =>
    seen({
      changes: [
        { toStageId: OURS, at: T },
        { toStageId: OTHER, at: T + minutes(60) },
        { toStageId: OURS, at: T + minutes(60 + outMinutes) },
      ],
    });
  const again = (at: number) => ({ type: "cameBack", enteredAt: at });
  test("within the grace changes nothing, whether we noticed the leave or not", () => {
    const at = T + minutes(61);
    expect(read({ seen: back(1), interviews: [known("scheduled", { leavingAt: T + minutes(62) })] }).steps).toEqual(
      happened(again(at)),
    );
    expect(read({ seen: back(1), interviews: [known("scheduled")] }).steps).toEqual(happened(again(at)));
  });
  test("out of the archive within the grace, too", () => {
    expect(read({ interviews: [known("invited", { leavingAt: T + minutes(2) })] }).steps).toEqual(happened(again(T)));
  });
  test("beyond the grace proves that they had left: the old one ends, a new one begins", () => {
    const steps = read({ seen: back(30), interviews: [known("invited")] }).steps;
    expect(steps).toEqual([...happened({ type: "leftStage", cause: "reentered" }), ...entered([], 1, T + minutes(90))]);
  });
  test("beyond the time at which it is cancelled counts as new, even if nobody cancelled it yet", () => {
    const late = known("invited", { leavingAt: T + minutes(62) });
    expect(read({ seen: back(5), interviews: [late] }).steps[0]).toMatchObject({ event: { cause: "reentered" } });
  });
  test("there is no grace within half an hour of the start", () => {
    const near = known("scheduled", { startsAt: T + minutes(80) });
    expect(read({ seen: back(1), interviews: [near] }).steps[0]).toMatchObject({ event: { cause: "reentered" } });
  });
  test("during the meeting it goes on, however long they were away", () => {
    expect(read({ seen: back(30), interviews: [known("live", { leavingAt: T + minutes(61) })] }).steps).toEqual(
      happened(again(T + minutes(90))),
    );
  });
  test("an older state than ours changes nothing", () => {
    expect(read({ interviews: [known("invited", { enteredAt: T + minutes(10) })] }).steps).toEqual([]);
  });
});

describe("the same entry, read again", () => {
  const candidate = { emails: ["maya@mail.example"], bouncedEmails: [], hasResume: true };
  test("goes on when what was missing is there", () => {
    const blocked = known("blocked", { blockedReasons: ["phone_missing"] });
    expect(read({ candidate, interviews: [blocked] }).steps).toEqual(happened({ type: "factsRead", reasons: [] }));
  });
  test("names what is missing now", () => {
    const blocked = known("blocked", { blockedReasons: ["phone_missing", "resume_missing"] });
    expect(read({ seen: seen({ hasResume: false }), candidate, interviews: [blocked] }).steps).toEqual(
      happened({ type: "factsRead", reasons: ["resume_missing"] }),
    );
  });
  test("says what is still missing", () => {
    const blocked = known("blocked", { blockedReasons: ["phone_missing"] });
    expect(read({ seen: seen({ phones: [] }), candidate, interviews: [blocked] })).toMatchObject({
      steps: [],
      reason: { name: "stillBlocked", words: "Still blocked: phone number missing." },
    });
  });
  test("a crowd that waits for one click goes on waiting", () => {
    const crowded = position({ entriesNear: Array.from({ length: 60 }, () => T) });
    const blocked = known("blocked", { blockedReasons: ["awaiting_confirmation"] });
    expect(read({ candidate, position: crowded, interviews: [blocked] }).steps).toEqual([]);
    const hint = { moves: [], laterMoves: [], handledMoves: [], byPerson: true, missing: nothingMissing };
    expect(read({ candidate, position: crowded, interviews: [blocked], hint }).steps).toEqual(
      happened({ type: "factsRead", reasons: [] }),
    );
  });
  test("another address while invited or booked is news; the same one is not", () => {
    const invited = { candidate, interviews: [known("invited")] };
    expect(read(invited).steps).toEqual([]);
    expect(read({ ...invited, seen: seen({ emails: ["maya.f@mail.example"] }) }).steps).toEqual(
      happened({ type: "contactChanged" }),
    );
    expect(read({ ...invited, seen: seen({ emails: [] }) }).steps).toEqual(happened({ type: "addressRemoved" }));
    const nobodys = { ...invited, candidate: { ...candidate, emails: [] } };
    expect(read({ ...nobodys, seen: seen({ emails: [] }) }).steps).toEqual([]);
    expect(read({ ...invited, seen: seen({ emails: ["Maya@Mail.example"] }) }).steps).toEqual([]);
    const booked = { candidate, interviews: [known("scheduled")] };
    expect(read(booked).steps).toEqual([]);
    expect(read({ ...booked, seen: seen({ emails: ["maya.f@mail.example"] }) }).steps).toEqual(
      happened({ type: "contactChanged" }),
    );
  });
  test("an address that refused our mail does not unblock, another one does", () => {
    const bounced = { emails: ["maya@mail.example"], bouncedEmails: ["maya@mail.example"], hasResume: true };
    const blocked = known("blocked", { blockedReasons: ["address_bounced"] });
    expect(read({ candidate: bounced, interviews: [blocked] }).steps).toEqual([]);
    expect(
      read({ candidate: bounced, interviews: [blocked], seen: seen({ emails: ["new@mail.example"] }) }).steps,
    ).toEqual(happened({ type: "factsRead", reasons: [] }));
  });
  test("is blocked as inactive when the tag went away", () => {
    const blocked = known("blocked", { blockedReasons: ["phone_missing"] });
    expect(read({ candidate, interviews: [blocked], position: position({ tagged: false }) }).steps).toEqual(
      happened({ type: "factsRead", reasons: ["inactive"] }),
    );
  });
});
