/**
 * Codes that prove who reads the candidate's mail, and the short-lived pass that a right code gives. Codes are derived, not
 * stored; how often one may be asked for and guessed is counted in the database, so it holds across processes.
 */
import { minutes, refuse, type Refusal } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Crypt } from "../../crypt.ts";
import { addEffects, laneOf } from "../../effects/ledger.ts";
import { undoOnRefusal, type Door } from "../../interview/act.ts";
import { noteDown } from "../../interview/note-down.ts";
import { loadInterview } from "../../interview/store.ts";
import { accessCode } from "../../mail/candidate/access-code.ts";
import { throughLink } from "../change.ts";

const VALID_MS = minutes(15);
const MOST_PER_HOUR = 5;
const TRIES = 5;

/** Owes the mail with a new code; an older one is no longer asked for. Refuses when too many were sent within the hour. */
export function sendCode(door: Door, interviewId: string): Promise<true | Refusal> {
  return undoOnRefusal<true>(door, async (tx) => {
    const loaded = await loadInterview(tx, interviewId, true);
    if (!loaded) return refuse("unknown_interview", "There is no such interview.");
    const { row } = loaded;
    const now = door.clock.now();
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from access_codes
      where candidate_id = ${row.candidate_id} and made_at > ${new Date(now - minutes(60))}`.execute(tx);
    if ((rows[0]?.count ?? 0) >= MOST_PER_HOUR)
      return refuse("too_many_codes", "Several codes were sent already. Use the newest, or try again in an hour.");
    const id = door.newId();
    const validUntil = now + VALID_MS;
    await tx
      .insertInto("access_codes")
      .values({
        id,
        company_id: row.company_id,
        candidate_id: row.candidate_id,
        made_at: new Date(now),
        valid_until: new Date(validUntil),
        tries_left: TRIES,
      })
      .execute();
    const effectId = door.newId();
    const words = "Code for the candidate’s own data asked for, through the link";
    await noteDown(tx, row, { at: now, event: "codeAsked", actor: throughLink, words, details: { effectId } });
    await addEffects(tx, [
      {
        id: effectId,
        kind: "mail.candidate",
        key: `interview:${row.id}:mail.candidate:access_code:${id}`,
        lane: laneOf({ connectionId: row.connection_id, opportunityId: row.opportunity_id }, "candidate"),
        payload: { mail: "access_code", codeId: id, validUntil },
        runAt: now,
        companyId: row.company_id,
        interviewId: row.id,
        version: row.version,
      },
    ]);
    return true;
  });
}

/** Whether a code was sent that still counts. */
export async function isCodeSent({ database, clock }: Door, candidateId: string): Promise<boolean> {
  const found = await database.service
    .selectFrom("access_codes")
    .select("id")
    .where("candidate_id", "=", candidateId)
    .where("valid_until", ">", new Date(clock.now()))
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether `typed` is the newest code that still counts. Each guess is counted before it is looked at. */
export async function isRightCode(
  { database, clock }: Door,
  crypt: Crypt,
  { candidateId, typed }: { candidateId: string; typed: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update access_codes set tries_left = tries_left - 1
    where tries_left > 0 and valid_until > ${new Date(clock.now())} and id = (
      select id from access_codes where candidate_id = ${candidateId} order by made_at desc, id limit 1)
    returning id`.execute(database.service);
  const [code] = rows;
  return code !== undefined && accessCode(crypt, code.id) === typed.replaceAll(/\D/g, "");
}

/** What a right code gives: until then, forms that carry it may show and erase. It never stands in an address. */
export function makePass(crypt: Crypt, { candidateId, until }: { candidateId: string; until: number }): string {
  return `${until}.${crypt.sign("own-data", `${candidateId}:${until}`).toString("base64url")}`;
}

export function isPass(
  crypt: Crypt,
  pass: string,
  { candidateId, now }: { candidateId: string; now: number },
): boolean {
  const [until = "", signature = ""] = pass.split(".");
  if (!/^\d{13}$/.test(until) || Number(until) <= now) return false;
  return crypt.verify("own-data", `${candidateId}:${until}`, Buffer.from(signature, "base64url"));
}
