/** The vetting board: an expert's card, and moving it. Each move is kept with who did it and why. */
import {
  type Actor,
  type AnswerOf,
  type ExpertState,
  mayEnter,
  mayMove,
  movesFrom,
  vettingApi,
  wantsReason,
} from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import { heldBackOf, readHeldBack } from "../calendar/held-back.ts";
import type { Db, Tx } from "../db/database.ts";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import { writeDownOffered } from "../scheduling/offered.ts";
import { AHEAD_MS, oweHandOvers, readHeld } from "../scheduling/owed-hand-over.ts";
import type { OperationsDeps } from "./deps.ts";

type Card = AnswerOf<typeof vettingApi.getExpert>;

export function vettingBindings(deps: OperationsDeps): Binding[] {
  const db = deps.door.database.service;
  return [
    forOperator(vettingApi.getExpert, ({ params }) => readCard(db, idParam(params, "expertId"), deps.door.clock.now())),
    forOperator(vettingApi.moveExpert, async ({ by, params, body }) => {
      const actor: Actor = { kind: "operator", id: by.id, name: by.name };
      return { words: await move(deps, idParam(params, "expertId"), actor, body) };
    }),
    forOperator(vettingApi.confirmSkills, async ({ by, params, body }) => {
      await confirmSkills(deps, idParam(params, "expertId"), by, body.accept);
      return { ok: true as const };
    }),
  ];
}

interface Move {
  expertId: string;
  from: ExpertState | null;
  to: ExpertState;
  reason: string;
  actor: Actor;
  at: number;
}

export async function recordMove(tx: Tx, made: Move): Promise<void> {
  await tx
    .insertInto("expert_moves")
    .values({
      expert_id: made.expertId,
      from_state: made.from,
      to_state: made.to,
      reason: made.reason,
      actor: JSON.stringify(made.actor),
      at: new Date(made.at),
    })
    .execute();
}

/** Returns what came of it, in words for the operator. */
async function move(
  { door, signIn }: OperationsDeps,
  expertId: string,
  actor: Actor,
  { to, reason }: { to: ExpertState; reason: string },
): Promise<string> {
  const at = door.clock.now();
  const db = door.database.service;
  const before = await db.selectFrom("experts").selectAll().where("id", "=", expertId).executeTakeFirst();
  if (!before) throw notFound("This expert");
  const refusal = mayMove(before.state, to, reason);
  if (refusal) throw refused(refusal);
  // Beside the transaction, since the account belongs to sign-in: one that exists already is taken as it is.
  const account =
    mayEnter(to) && before.user_id === null
      ? await signIn.ensureAccount({ email: before.email, name: before.name })
      : null;
  const userId = account?.userId ?? before.user_id;
  // A link works for three days, and vetting takes weeks.
  const isInvited = mayEnter(to) && to !== "paused" && userId !== null && (await signIn.needsLink(userId));
  const interviews = await db.transaction().execute(async (tx) => {
    await writeDownOffered(tx, expertId, at);
    const moved = await tx
      .updateTable("experts")
      .set({ state: to, ...(account ? { user_id: account.userId } : {}) })
      .where("id", "=", expertId)
      .where("state", "=", before.state)
      .executeTakeFirst();
    if (Number(moved.numUpdatedRows) === 0)
      throw refused({ refused: true, code: "moved_meanwhile", words: "Somebody else has just moved them." });
    await recordMove(tx, { expertId, from: before.state, to, reason, actor, at });
    await recordAudit(tx, {
      at,
      companyId: null,
      actor,
      action: "expert.moved",
      subject: `expert:${expertId}`,
      details: { from: before.state, to },
    });
    // Who leaves holds nothing any more; who pauses keeps what is booked.
    return to === "gone"
      ? oweHandOvers(door, tx, { expertId, cause: "removed", reason, actor, fromAt: at, toAt: at + AHEAD_MS })
      : 0;
  });
  if (isInvited) await signIn.inviteToSetPassword(before.email);
  return movedWords(before.first_name, to, { isInvited, interviews });
}

function movedWords(
  name: string,
  to: ExpertState,
  { isInvited, interviews }: { isInvited: boolean; interviews: number },
): string {
  const invitation = isInvited ? ` ${name} gets a mail with a link to set a password.` : "";
  const booked = interviews === 1 ? "One booked interview is" : `${interviews} booked interviews are`;
  const given = interviews === 0 ? "" : ` ${booked} being given to others: see Cover for what came of it.`;
  return `Moved to ${to.replace("_", " ")}.${invitation}${given}`;
}

async function readCard(db: Db, expertId: string, now: number): Promise<Card> {
  const expert = await db.selectFrom("experts").selectAll().where("id", "=", expertId).executeTakeFirst();
  if (!expert) throw notFound("This expert");
  const [application, moves, conflicts, held, owed, heldBack] = await Promise.all([
    db
      .selectFrom("expert_applications as a")
      .leftJoin("files as f", "f.id", "a.cv_file_id")
      .select(["a.at", "a.years", "a.linkedin_url", "a.words", "f.name", "f.size"])
      .where("a.expert_id", "=", expertId)
      .executeTakeFirst(),
    db.selectFrom("expert_moves").selectAll().where("expert_id", "=", expertId).orderBy("id", "desc").execute(),
    db.selectFrom("expert_conflicts").selectAll().where("expert_id", "=", expertId).orderBy("added_at").execute(),
    readHeld(db, { expertId, now, fromAt: now, toAt: now + AHEAD_MS }),
    db
      .selectFrom("interviews")
      .select(({ fn }) => fn.countAll<string>().as("n"))
      .where("expert_id", "=", expertId)
      .where("state", "in", ["live", "awaiting_report"])
      .executeTakeFirstOrThrow(),
    readHeldBack(db, now, expertId),
  ]);
  return {
    id: expert.id,
    name: expert.name,
    email: expert.email,
    state: expert.state,
    zone: expert.zone,
    skills: expert.skills,
    categories: expert.categories,
    roles: expert.roles,
    languages: expert.languages,
    employers: expert.employers,
    formerEmployers: expert.former_employers,
    mayMoveTo: movesFrom(expert.state).map((to) => ({ state: to, wantsReason: wantsReason(expert.state, to) })),
    booked: held.length,
    nextBookedAt: held[0]?.start_at.toISOString() ?? null,
    reportsOwed: Number(owed.n),
    canSignIn: expert.user_id !== null,
    heldBack: heldBackOf(heldBack, expertId),
    application: application
      ? {
          at: application.at.toISOString(),
          years: application.years,
          linkedinUrl: application.linkedin_url,
          words: application.words,
          cv: application.name === null ? null : { name: application.name, size: application.size ?? 0 },
        }
      : null,
    claimed: expert.skills_claimed,
    conflicts: conflicts.map(({ kind, words, reason }) => ({ kind, words, reason })),
    moves: moves.map((one) => ({
      at: one.at.toISOString(),
      from: one.from_state,
      to: one.to_state,
      by: one.actor.name ?? (one.actor.kind === "system" ? "by themselves" : one.actor.kind),
      reason: one.reason,
    })),
  };
}

async function confirmSkills(
  { door }: OperationsDeps,
  expertId: string,
  by: { id: string; name: string },
  accept: boolean,
): Promise<void> {
  const at = door.clock.now();
  await door.database.service.transaction().execute(async (tx) => {
    const expert = await tx
      .selectFrom("experts")
      .select(["skills", "skills_claimed"])
      .where("id", "=", expertId)
      .forUpdate()
      .executeTakeFirst();
    if (!expert) throw notFound("This expert");
    const claimed = expert.skills_claimed;
    const kept = expert.skills.filter((one) => !claimed.some((other) => isSameSkill(one, other)));
    await tx
      .updateTable("experts")
      .set({ skills_claimed: "[]", ...(accept ? { skills: JSON.stringify([...kept, ...claimed]) } : {}) })
      .where("id", "=", expertId)
      .execute();
    await recordAudit(tx, {
      at,
      companyId: null,
      actor: { kind: "operator", id: by.id, name: by.name },
      action: accept ? "expert.skills_confirmed" : "expert.skills_refused",
      subject: `expert:${expertId}`,
    });
  });
}

function isSameSkill(one: { skill: string }, other: { skill: string }): boolean {
  return one.skill.trim().toLowerCase() === other.skill.trim().toLowerCase();
}
