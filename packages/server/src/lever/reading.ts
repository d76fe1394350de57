/** What others ask of the reading side: read one now, try again, who stands there, postings, the résumé. */
import type { Actor, Decision, Refusal } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";
import type { Connections } from "./connection/open.ts";
import { insertDeliveries } from "./delivery.ts";
import type { OwnEvent } from "./event-words.ts";
import { readWaiting, type ReadResult } from "./inbox.ts";
import { createLook, type Look } from "./look.ts";
import { createPostings, type Postings } from "./postings.ts";
import { redo } from "./redo.ts";
import { readResume, type ResumeFile } from "./resume.ts";
import { retrigger } from "./retrigger.ts";
import { standingIn, type Standing } from "./standing.ts";
import { inviteStanding, rereadBlocked, type StandingInvitation } from "./wish.ts";

export interface Reading {
  look: Look;
  postings: Postings;
  /** Reads Lever at once and lets what follows happen; the refusal says what is still missing. */
  retrigger(interviewId: string, actor: Actor): Promise<Decision | Refusal>;
  /** The same for a redo; returns the new interview. */
  redo(interviewId: string, actor: Actor): Promise<{ id: string } | Refusal>;
  /** Throws LeverError or NotConnectedError; the wish then stays in the inbox and is read a minute later. */
  readNow(connectionId: string, opportunityId: string, actor: Actor): Promise<ReadResult>;
  standing(positionId: string): Promise<Standing[] | Refusal>;
  inviteStanding(tx: Tx, invitation: StandingInvitation): Promise<void>;
  rereadBlocked(tx: Tx, positionId: string): Promise<void>;
  refreshPostings(companyId: string): ReturnType<Postings["refreshAll"]>;
  resume(interviewId: string): Promise<ResumeFile | Refusal>;
}

export function createReading(deps: { door: Door; connections: Connections }): Reading {
  const { door, connections } = deps;
  const reread = (tx: Tx, positionId: string) => rereadBlocked(door, tx, positionId);
  const postings = createPostings({ ...door, connections, rereadBlocked: reread });
  const look = createLook({ ...door, connections, postings });
  return {
    look,
    postings,
    retrigger: (interviewId, actor) => retrigger({ door, look }, interviewId, actor),
    redo: (interviewId, actor) => redo({ door, look }, interviewId, actor),
    async readNow(connectionId, opportunityId, actor) {
      await wish(door, { connectionId, opportunityId, actor });
      return readWaiting({ door, look }, { connectionId, opportunityId, use: { interactive: true, patient: true } });
    },
    standing: (positionId) => standingIn({ ...door, connections }, positionId),
    inviteStanding: (tx, invitation) => inviteStanding(door, tx, invitation),
    rereadBlocked: reread,
    refreshPostings: (companyId) => postings.refreshAll(companyId),
    resume: (interviewId) => readResume({ ...door, connections }, interviewId),
  };
}

const BACKSTOP_MS = 60_000;

async function wish(
  { database, clock, newId }: Door,
  { connectionId, opportunityId, actor }: { connectionId: string; opportunityId: string; actor: Actor },
): Promise<void> {
  const { company_id } = await database.service
    .selectFrom("connections")
    .select("company_id")
    .where("id", "=", connectionId)
    .executeTakeFirstOrThrow();
  const id = newId();
  const now = clock.now();
  await insertDeliveries(database.service, [
    {
      id,
      effectId: newId(),
      companyId: company_id,
      connectionId,
      webhookId: null,
      source: "person",
      event: "chosen" satisfies OwnEvent,
      token: `person:${id}`,
      triggeredAt: now,
      receivedAt: now,
      opportunityId,
      data: { actor },
      state: "waiting",
      readAt: now + BACKSTOP_MS,
    },
  ]);
}
