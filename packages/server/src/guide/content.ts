/**
 * What a version of a guide says. A version is written once and never changed, so each is read once in the life of the process:
 * pages and mails want two lines of a text that may be long.
 */
import { guideContent, type GuideContent } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";

const MOST = 500;
const known = new Map<string, GuideContent>();

/** Null when there is no such version. */
export async function readGuideContent(
  db: Db | Tx,
  { id, version }: { id: string; version: number },
): Promise<GuideContent | null> {
  const key = `${id}:${version}`;
  const kept = known.get(key);
  if (kept) return kept;
  const row = await db
    .selectFrom("guide_versions")
    .select("content")
    .where("guide_id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (!row) return null;
  const content = guideContent.parse(row.content);
  // The oldest goes first: a map keeps the order of insertion.
  if (known.size >= MOST) known.delete(known.keys().next().value ?? key);
  known.set(key, content);
  return content;
}
