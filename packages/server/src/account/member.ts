/**
 * Members of a company: invited, changed, removed. An invitation never changes an account that exists, and a company
 * always keeps one admin. Agencies see no colleagues: of the members they are shown themselves only.
 */
import { accountApi, minutes, refuse, type AnswerOf, type MemberRole } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { forCompany, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import { type Acceptance, readAcceptance } from "./acceptance.ts";
import { recordAudit } from "./audit.ts";
import type { AccountDeps } from "./deps.ts";

type Member = AnswerOf<typeof accountApi.inviteMember>;

interface Standing {
  companyId: string;
  userId: string;
  role: MemberRole;
  positionIds: string[];
}

export function memberBindings(deps: AccountDeps): Binding[] {
  const { database, clock } = deps;
  return [
    forCompany(accountApi.listMembers, async ({ by }) => {
      const members = await readMembers(deps, by.companyId);
      const own = by.actor.kind === "member" ? by.actor.id : "";
      return { members: by.role === "agency" ? members.filter((member) => member.userId === own) : members };
    }),
    forCompany(accountApi.inviteMember, ({ by, body }) => invite(deps, by, body)),
    forCompany(accountApi.inviteMemberAgain, ({ by, params }) => inviteAgain(deps, by, params["userId"] ?? "")),
    forCompany(accountApi.updateMember, async ({ by, body, params }) => {
      const standing: Standing = { companyId: by.companyId, userId: params["userId"] ?? "", ...body };
      await database.service.transaction().execute(async (tx) => {
        await lockMember(tx, standing);
        await checkPositions(tx, standing);
        await tx
          .updateTable("memberships")
          .set({ role: body.role })
          .where("company_id", "=", by.companyId)
          .where("user_id", "=", standing.userId)
          .execute();
        await givePositions(tx, standing);
        await keepOneAdmin(tx, by.companyId);
        const details = { role: body.role, positions: standing.positionIds.length };
        await recordAudit(tx, { ...about(by, clock.now(), standing.userId), action: "member.changed", details });
      });
      return readMember(deps, standing);
    }),
    forCompany(accountApi.removeMember, async ({ by, params }) => {
      const standing = { companyId: by.companyId, userId: params["userId"] ?? "" };
      await database.service.transaction().execute(async (tx) => {
        await lockMember(tx, standing);
        await tx
          .updateTable("memberships")
          .set({ removed_at: new Date(clock.now()) })
          .where("company_id", "=", by.companyId)
          .where("user_id", "=", standing.userId)
          .execute();
        await givePositions(tx, { ...standing, role: "recruiter", positionIds: [] });
        await keepOneAdmin(tx, by.companyId);
        await recordAudit(tx, { ...about(by, clock.now(), standing.userId), action: "member.removed" });
      });
      return { ok: true as const };
    }),
  ];
}

interface Invitation {
  email: string;
  name: string;
  role: MemberRole;
  positionIds: string[];
}

async function invite(deps: AccountDeps, by: CompanySubject, body: Invitation): Promise<Member> {
  const { database, clock, signIn } = deps;
  // Before an account is made: what can't be given must leave nothing behind.
  await checkPositions(database.service, { companyId: by.companyId, positionIds: body.positionIds });
  const account = await signIn.ensureAccount({ email: body.email, name: body.name });
  const standing: Standing = {
    companyId: by.companyId,
    userId: account.userId,
    role: body.role,
    positionIds: body.positionIds,
  };
  await database.service.transaction().execute(async (tx) => {
    await lockCompany(tx, by.companyId);
    const existing = await tx
      .selectFrom("memberships")
      .select("removed_at")
      .where("company_id", "=", by.companyId)
      .where("user_id", "=", account.userId)
      .executeTakeFirst();
    if (existing && existing.removed_at === null)
      throw refused(refuse("already_member", "This person is a member of the company already."));
    const since = { created_at: new Date(clock.now()), removed_at: null };
    await tx
      .insertInto("memberships")
      .values({ company_id: by.companyId, user_id: account.userId, role: body.role, ...since })
      .onConflict((conflict) => conflict.columns(["company_id", "user_id"]).doUpdateSet({ role: body.role, ...since }))
      .execute();
    await givePositions(tx, standing);
    await recordAudit(tx, {
      ...about(by, clock.now(), account.userId),
      action: "member.invited",
      details: { role: body.role },
    });
  });
  const member = await readMember(deps, standing);
  if (member.invitation === null) return member;
  // Also to an account that somebody else made, and that nobody has come in with yet.
  await signIn.sendInvitation({ ...standing, email: member.email, name: member.name });
  return readMember(deps, standing);
}

/** A mail may be a while on its way: whoever presses twice would end the link that is just arriving. */
const againAfterMs = minutes(15);

async function inviteAgain(deps: AccountDeps, by: CompanySubject, userId: string): Promise<Member> {
  const { database, clock, signIn } = deps;
  const { companyId } = by;
  const now = clock.now();
  await database.service.transaction().execute(async (tx) => {
    await lockMember(tx, { companyId, userId });
    const member = await readMember(deps, { companyId, userId });
    if (member.invitation === null)
      throw refused(
        refuse("already_accepted", `${member.name} has come in already: the sign-in page mails them a link.`),
      );
    const sentAt = await lastInvitedAt(tx, { companyId, userId });
    if (sentAt !== null && now < sentAt + againAfterMs)
      throw refused(tooSoon(Math.ceil((sentAt + againAfterMs - now) / minutes(1))));
    await recordAudit(tx, { ...about(by, now, userId), action: "member.invited_again" });
    // Last, so that nothing is recorded of a mail that nobody gets.
    const sent = await signIn.sendInvitation({ companyId, userId, email: member.email, name: member.name });
    if (!sent) throw refused(tooSoon(60));
  });
  return readMember(deps, { companyId, userId });
}

function tooSoon(waitMinutes: number) {
  const wait = waitMinutes === 1 ? "a minute" : `${waitMinutes} minutes`;
  return refuse(
    "invited_just_now",
    `A mail with a link is on its way, or has just arrived. Look among the unwanted ones; another can be sent in ${wait}.`,
  );
}

async function lastInvitedAt(tx: Tx, { companyId, userId }: { companyId: string; userId: string }) {
  const { at } = await tx
    .selectFrom("audit_log")
    .select(({ fn }) => fn.max("at").as("at"))
    .where("company_id", "=", companyId)
    .where("subject", "=", `member:${userId}`)
    .where("action", "in", ["member.invited", "member.invited_again"])
    .executeTakeFirstOrThrow();
  return at?.getTime() ?? null;
}

function about(by: CompanySubject, at: number, userId: string) {
  return { at, companyId: by.companyId, actor: by.actor, subject: `member:${userId}` };
}

/** Changes of a company's members happen one after the other, so that two admins can't remove each other at once. */
async function lockCompany(tx: Tx, companyId: string): Promise<void> {
  await tx.selectFrom("companies").select("id").where("id", "=", companyId).forUpdate().execute();
}

async function lockMember(tx: Tx, { companyId, userId }: { companyId: string; userId: string }): Promise<void> {
  await lockCompany(tx, companyId);
  const member = await tx
    .selectFrom("memberships")
    .select("user_id")
    .where("company_id", "=", companyId)
    .where("user_id", "=", userId)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (!member) throw notFound("This member");
}

async function keepOneAdmin(tx: Tx, companyId: string): Promise<void> {
  const admin = await tx
    .selectFrom("memberships")
    .select("user_id")
    .where("company_id", "=", companyId)
    .where("role", "=", "admin")
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (!admin)
    throw refused(refuse("last_admin", "A company needs at least one admin. Make somebody else an admin first."));
}

async function checkPositions(db: Db | Tx, standing: { companyId: string; positionIds: string[] }): Promise<void> {
  const wanted = [...new Set(standing.positionIds)];
  if (wanted.length === 0) return;
  const found = await db
    .selectFrom("positions")
    .select("id")
    .where("company_id", "=", standing.companyId)
    .where("id", "in", wanted)
    .execute();
  if (found.length !== wanted.length) throw notFound("This position");
}

/** Only agencies are held to positions; everybody else sees all of the company's. */
async function givePositions(tx: Tx, { companyId, userId, role, positionIds }: Standing): Promise<void> {
  await tx.deleteFrom("agency_positions").where("company_id", "=", companyId).where("user_id", "=", userId).execute();
  if (role !== "agency" || positionIds.length === 0) return;
  await tx
    .insertInto("agency_positions")
    .values([...new Set(positionIds)].map((id) => ({ company_id: companyId, user_id: userId, position_id: id })))
    .execute();
}

async function readMembers({ database }: AccountDeps, companyId: string): Promise<Member[]> {
  const { rows, given } = await database.forCompany(companyId, async (tx) => ({
    rows: await tx.selectFrom("company_members").selectAll().orderBy("name").execute(),
    given: await tx.selectFrom("agency_positions").select(["user_id", "position_id"]).execute(),
  }));
  const standing = await readAcceptance(
    database.authPool,
    rows.map((row) => row.user_id),
  );
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    since: row.created_at.toISOString(),
    positionIds: given.filter((one) => one.user_id === row.user_id).map((one) => one.position_id),
    invitation: invitationOf(standing.get(row.user_id)),
  }));
}

function invitationOf(acceptance: Acceptance | undefined): Member["invitation"] {
  if (!acceptance || acceptance.accepted) return null;
  return { endsAt: acceptance.linkEndsAt?.toISOString() ?? null };
}

async function readMember(
  deps: AccountDeps,
  { companyId, userId }: Pick<Standing, "companyId" | "userId">,
): Promise<Member> {
  const members = await readMembers(deps, companyId);
  const member = members.find((one) => one.userId === userId);
  if (!member) throw notFound("This member");
  return member;
}
