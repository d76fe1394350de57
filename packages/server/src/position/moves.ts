/**
 * Many candidates moved at once: who waits, and what somebody decides about them. The decision is one row in the ledger, so
 * that a thousand invitations neither keep a browser waiting nor stop half way.
 */
import { isRefusal, type Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import { recordAudit } from "../account/audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Handler } from "../effects/effect.ts";
import type { CompanySubject } from "../http/subject.ts";
import { actIn, type Door } from "../interview/act.ts";
import { reasonsOf } from "../interview/reasons.ts";
import { lockPosition } from "./configure.ts";
import type { PositionDeps } from "./deps.ts";

type Move = { interviewId: string; candidate: string; enteredAt: string };

/** Ids of interviews. */
interface Decided {
  invite: string[];
  setAside: string[];
}

const waits = sql<boolean>`i.state = 'blocked' and i.blocked_reasons = '{awaiting_confirmation}'`;

/** Oldest move first. */
export async function readMoves(tx: Db | Tx, positionId: string): Promise<Move[]> {
  const rows = await tx
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .select(["i.id", "i.entered_at", "c.name"])
    .where("i.position_id", "=", positionId)
    .where(waits)
    .orderBy("i.entered_at")
    .orderBy("c.name")
    .execute();
  return rows.map((row) => ({ interviewId: row.id, candidate: row.name, enteredAt: row.entered_at.toISOString() }));
}

export async function decideMoves(
  { database, clock, newId }: PositionDeps,
  by: CompanySubject,
  positionId: string,
  wanted: Decided,
): Promise<void> {
  await database.service.transaction().execute(async (tx) => {
    await lockPosition(tx, by, positionId);
    const waiting = new Set((await readMoves(tx, positionId)).map(({ interviewId }) => interviewId));
    const invite = [...new Set(wanted.invite)].filter((id) => waiting.has(id));
    const setAside = [...new Set(wanted.setAside)].filter((id) => waiting.has(id) && !invite.includes(id));
    if (invite.length + setAside.length === 0) return;
    const now = clock.now();
    await confirm(tx, positionId, { decided: [...invite, ...setAside], now });
    const id = newId();
    await addEffects(tx, [
      {
        id,
        kind: "position.moves",
        key: `position.moves:${id}`,
        lane: `position:${positionId}`,
        payload: { invite, setAside, actor: by.actor },
        runAt: now,
        companyId: by.companyId,
      },
    ]);
    await recordAudit(tx, {
      at: now,
      companyId: by.companyId,
      actor: by.actor,
      action: "moves.decided",
      subject: `position:${positionId}`,
      details: { invited: invite.length, setAside: setAside.length },
    });
  });
}

/** Like a drive: what was decided upon, and what was invited before, no longer counts when the next move is judged. */
async function confirm(
  tx: Tx,
  positionId: string,
  { decided, now }: { decided: string[]; now: number },
): Promise<void> {
  await sql`
    update interviews i set moves_confirmed_at = ${new Date(now)}
    where i.position_id = ${positionId} and i.repeat = 0 and i.moves_confirmed_at is null
      and (i.id = any (${decided}) or not (${waits}))`.execute(tx);
}

const AT_ONCE = 20;

export function movesHandler(door: Door): Handler {
  return {
    kind: "position.moves",
    // Who is invited or set aside already refuses to be so again: it may be taken up anywhere.
    repeatable: true,
    async run(effect) {
      const { invite, setAside, actor } = effect.payload as { invite: string[]; setAside: string[]; actor: Actor };
      let done = 0;
      for (const ids of inParts([...invite, ...setAside])) {
        done += await door.database.service.transaction().execute(async (tx) => {
          let happened = 0;
          // In one order everywhere, so that two of these can't wait for each other.
          for (const id of ids.toSorted()) {
            const decision = await actIn(door, tx, id, {
              actor,
              gather: async (_tx, loaded) =>
                setAside.includes(id)
                  ? { type: "setAside" }
                  : { type: "movesConfirmed", reasons: await reasonsOf(tx, loaded) },
            });
            if (!isRefusal(decision)) happened += 1;
          }
          return happened;
        });
      }
      return { result: "done", words: `${done} decided: ${invite.length} to invite, ${setAside.length} set aside` };
    },
  };
}

function inParts(ids: string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, part) =>
    ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
