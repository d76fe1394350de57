/**
 * The guides that ship. Each is put into an installation once, as version 1; what operators make of it afterwards is theirs,
 * so a guide that was changed, renamed or retired is never touched again.
 */
import { guideContent, type GuideContent } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import { backendEngineering } from "./library/backend-engineering.ts";
import { dataEngineering } from "./library/data-engineering.ts";
import { engineeringManagement } from "./library/engineering-management.ts";
import { frontendEngineering } from "./library/frontend-engineering.ts";
import type { LibraryGuide } from "./library/library-guide.ts";
import { machineLearning } from "./library/machine-learning.ts";
import { mobileEngineering } from "./library/mobile-engineering.ts";
import { securityEngineering } from "./library/security-engineering.ts";
import { siteReliability } from "./library/site-reliability.ts";
import { systemDesign } from "./library/system-design.ts";
import { testEngineering } from "./library/test-engineering.ts";

export const libraryAuthor = "InterviewVector library";

export const library: readonly (Omit<LibraryGuide, "content"> & { content: GuideContent })[] = [
  backendEngineering,
  frontendEngineering,
  systemDesign,
  dataEngineering,
  mobileEngineering,
  siteReliability,
  machineLearning,
  testEngineering,
  securityEngineering,
  engineeringManagement,
].map((guide) => ({ ...guide, content: guideContent.parse(guide.content) }));

/** Adds the guides that this installation never had. Safe to call from several processes at once. Returns how many were added. */
export async function seedGuides(db: Db): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto("guides")
      .values(library.map(({ id, name, category }) => ({ id, name, category })))
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .execute();
    const isNew = new Set(added.map((guide) => guide.id));
    const versions = library
      .filter((guide) => isNew.has(guide.id))
      .map(({ id, content }) => ({
        guide_id: id,
        version: 1,
        content: JSON.stringify(content),
        created_by: libraryAuthor,
      }));
    if (versions.length > 0) await tx.insertInto("guide_versions").values(versions).execute();
    return versions.length;
  });
}
