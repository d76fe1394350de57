/** An opportunity as Lever shows it now, reduced to what deciding needs. It reads; it decides and stores nothing. */
import { LeverError, type LeverClient, type User } from "@interviewvector/lever";
import type { AtsUser } from "../db/tables.ts";

export interface SeenOpportunity {
  kind: "found";
  id: string;
  contactId: string;
  name: string;
  emails: string[];
  phones: { type?: string; value: string }[];
  location: string;
  links: string[];
  stage: { id: string; name: string };
  /** Oldest first; ms. */
  changes: { toStageId: string; at: number }[];
  /** Stands in for the entry where Lever shows no change into the stage; ms. */
  advancedAt: number;
  archived: { hired: boolean } | null;
  confidential: boolean;
  anonymized: boolean;
  /** Of its one application; null without one. */
  postingId: string | null;
  owner: AtsUser | null;
  /** Null: not looked at this time. */
  hasResume: boolean | null;
}

/** Deleted, or never there: Lever answers 404 for both. */
export interface GoneOpportunity {
  kind: "gone";
  id: string;
}

export type Seen = SeenOpportunity | GoneOpportunity;

export function userFacts(user: User): AtsUser {
  return {
    id: user.id,
    name: user.name,
    username: user.username || null,
    email: user.email || null,
    ...(user.deactivatedAt === null ? {} : { deactivated: true as const }),
  };
}

/** One call, and one more for an archive reason that was not met before. */
export async function seeOpportunity(
  lever: LeverClient,
  opportunityId: string,
  isHired: (reasonId: string) => Promise<boolean>,
): Promise<Seen> {
  const read = await readOrGone(lever, opportunityId);
  if (read === null) return { kind: "gone", id: opportunityId };
  const application = read.applications[0];
  const { reason } = read.archived ?? { reason: null };
  return {
    kind: "found",
    id: read.id,
    contactId: read.contact ?? read.id,
    name: read.name,
    // A space around it is seen by nobody in Lever, and is part of no address.
    emails: read.emails.map((address) => address.trim()),
    phones: read.phones.map(({ type, value }) => (type === null ? { value } : { type, value })),
    location: read.location,
    links: [...read.links],
    stage: { id: read.stage.id, name: read.stage.text },
    changes: read.stageChanges.map(({ toStageId, updatedAt }) => ({ toStageId, at: updatedAt })),
    advancedAt: read.lastAdvancedAt ?? read.createdAt ?? 0,
    archived: read.archived === null ? null : { hired: reason !== null && (await isHired(reason)) },
    confidential: read.confidentiality === "confidential",
    anonymized: read.isAnonymized === true,
    postingId: application?.posting ?? null,
    owner: read.owner === null ? null : userFacts(read.owner),
    hasResume: null,
  };
}

async function readOrGone(lever: LeverClient, opportunityId: string) {
  try {
    return await lever.opportunities.get(opportunityId, { expand: ["applications", "stage", "owner"] });
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}

/** One that Lever only read from an online profile has no file: there is nothing that anybody could be shown. */
export async function seeResume(lever: LeverClient, opportunityId: string): Promise<boolean> {
  for await (const { file } of lever.resumes.list(opportunityId)) if (file !== null) return true;
  return false;
}

/** The last change into the stage: what the interview belongs to. Null when it never was there. */
export function entryInto(
  seen: Pick<SeenOpportunity, "changes" | "stage" | "advancedAt">,
  stageId: string,
): number | null {
  const last = seen.changes.findLast((change) => change.toStageId === stageId);
  if (last) return last.at;
  return seen.stage.id === stageId ? seen.advancedAt : null;
}

/** When they left the stage after they last came into it; null: they didn't, or never came. */
export function leftAt({ changes }: Pick<SeenOpportunity, "changes">, stageId: string): number | null {
  const entry = changes.findLastIndex((change) => change.toStageId === stageId);
  return entry === -1 ? null : (changes[entry + 1]?.at ?? null);
}

/** Whether an archive reason means "hired"; asked once per reason, since reasons hardly ever change. */
export function createArchiveReasons(): (
  lever: LeverClient,
  connectionId: string,
) => (reasonId: string) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return (lever, connectionId) => async (reasonId) => {
    const key = `${connectionId}:${reasonId}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    try {
      const hired = (await lever.archiveReasons.get(reasonId)).type === "hired";
      known.set(key, hired);
      return hired;
    } catch (error) {
      // Without the right to read reasons, or for one that is gone: archived is true in any case, only the word differs.
      const refused = error instanceof LeverError && (error.code === "forbidden" || error.code === "not_found");
      if (refused) return false;
      throw error;
    }
  };
}
