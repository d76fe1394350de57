/**
 * Nobody is invited by surprise: more than 50 moves of one position within 10 minutes wait for one click, whoever read them and
 * in whatever order; all, some or none are invited, and the click covers those that it named and nobody after them.
 */
import { accountApi, interviewApi, positionApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setUpAcme, stage } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import { activate, positionOf } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

const posting = "Support Engineer";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld({
    environment: { LEVER_RATE_PER_S: "500", LEVER_BURST: "500" },
    emulator: { behaviours: { ratePerSecond: 1000, rateBurst: 1000 } },
  });
  ({ ada } = await setUpAcme(system));
  system.emulator.account("acme").tagPosting(posting, "InterviewVector");
  await activate(ada, posting);
  await system.settle();
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");
const settings = { posting, resume: true };

function people(count: number, name: string) {
  return Array.from({ length: count }, (_, place) =>
    newCandidate(
      system,
      `${name} ${"abcdefghij"[Math.floor(place / 10)] ?? ""}${"abcdefghij"[place % 10] ?? ""}`,
      settings,
    ),
  );
}

async function move(all: { opportunityId: string }[]): Promise<void> {
  for (const { opportunityId } of all) acme().moveToStage(opportunityId, stage, { by: "ravi" });
  await system.settle();
  // What was held only because others were still to be read is looked at again.
  system.advance(31);
  await system.settle();
}

const waiting = async () => {
  const { id } = await positionOf(ada, posting);
  const params = { positionId: id };
  return { params, ...(await ada.call(positionApi.listMoves, { params })) };
};
const invited = (all: { email: string }[]) => all.filter(({ email }) => invitationsTo(system, email) > 0).length;

describe("moves of one position within ten minutes", () => {
  it(
    "up to fifty invite by themselves; beyond that they wait for one click, are told to the company, and go on once",
    { timeout: 180_000 },
    async () => {
      const few = people(4, "Few");
      await move(few);
      expect(invited(few)).toBe(4);
      system.advance(700);
      await system.settle();

      const many = people(60, "Many");
      await move(many);
      const held = await waiting();
      expect(held.moves.length).toBeGreaterThanOrEqual(10);
      expect(invited(many) + held.moves.length).toBe(60);
      expect(invited(many)).toBeLessThanOrEqual(50);
      const { attention } = await ada.call(accountApi.home);
      expect(attention.filter(({ kind }) => kind === "blocked")).toEqual([]);
      expect(attention.find(({ kind }) => kind === "many_moves")).toMatchObject({
        positionId: held.params.positionId,
        words: `${posting}: ${held.moves.length} candidates were moved together with many others and not invited yet`,
      });
      // Nobody of them was told of anything, and neither polls nor time change that.
      await pollNow(system, ada);
      system.advance(900);
      await system.settle();
      expect((await waiting()).moves).toHaveLength(held.moves.length);
      expect(
        mailsTo(system, "ada@acme.example").filter((subject) => /to confirm: Acme, Support/.test(subject)),
      ).toHaveLength(1);

      const [left, ...rest] = held.moves;
      const [kept = left, ...chosen] = rest;
      await ada.call(positionApi.decideMoves, {
        params: held.params,
        body: { invite: chosen.map(({ interviewId }) => interviewId), setAside: [left?.interviewId ?? ""] },
      });
      // Pressed twice: decided already.
      await ada.call(positionApi.decideMoves, {
        params: held.params,
        body: { invite: held.moves.slice(2).map(({ interviewId }) => interviewId) },
      });
      await system.settle();
      expect((await waiting()).moves.map(({ interviewId }) => interviewId)).toEqual([kept?.interviewId]);
      expect(invited(many)).toBe(58);
      for (const { email, opportunityId } of many) {
        expect(invitationsTo(system, email)).toBeLessThanOrEqual(1);
        expect(notesOf(system, opportunityId).length).toBe(invitationsTo(system, email));
      }
      const detail = await ada.call(interviewApi.getInterview, { params: { interviewId: left?.interviewId ?? "" } });
      expect(detail.state).toBe("cancelled");
      expect(detail.timeline.at(-1)).toMatchObject({ words: "Not invited, as Ada Nowak chose", effects: [] });
      expect(detail.actions.find(({ action }) => action === "redo")?.possible).toBe(true);

      // The click covered those it named: one who is moved now is no crowd, and invited by itself.
      const next = people(1, "Next");
      await move(next);
      expect(invited(next)).toBe(1);
    },
  );
});
