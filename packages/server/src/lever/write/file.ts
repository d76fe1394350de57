/** The report as a PDF among the opportunity's files. The effect's id stands in its name; a correction uploads first, then deletes. */
import { LeverError, type LeverFile } from "@interviewvector/lever";
import type { Effect, Handler, SweepResult } from "../../effects/effect.ts";
import { reportFacts } from "../../interview/report.ts";
import { reportPdf } from "../../report/pdf.ts";
import { LeaseTooShortError } from "../connection/open.ts";
import { actorOf, atDesk, byAge, collect, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";
import { sweepWords } from "./note.ts";

export function fileHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.file",
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        const facts = await reportFacts(deps.database.service, desk.facts.row.id);
        if (!facts) return { result: "skipped", words: "there is no report to upload" };
        const bytes = new Uint8Array(await reportPdf(facts));
        const file = await desk.lever.files.upload(
          desk.opportunityId,
          { name: fileName(effect, facts.version), bytes, contentType: "application/pdf" },
          actorOf(desk),
        );
        const words = (await removeEarlier(desk, file.id)) ? "file uploaded, the earlier one removed" : "file uploaded";
        return { result: "done", words, externalId: file.id, save: saving(deps, effect, { fileId: file.id }) };
      }),
    async find(effect, attempt) {
      const desk = await openDesk(deps, effect, attempt);
      const [file] = await named(desk, effect);
      if (!file) return { found: false };
      await removeEarlier(desk, file.id);
      return {
        found: true,
        words: "file found in Lever",
        externalId: file.id,
        save: saving(deps, effect, { fileId: file.id }),
      };
    },
    sweep: async (effect, attempt) => sweepFiles(await openDesk(deps, effect, attempt), effect),
  };
}

export async function sweepFiles(desk: Desk, effect: Pick<Effect, "id" | "externalId">): Promise<SweepResult> {
  const files = await named(desk, effect);
  const { fileId } = desk.ids;
  // A later version stands: nothing of this one should, least of all a twin that shows itself now.
  const isCorrected = fileId !== undefined && effect.externalId !== null && fileId !== effect.externalId;
  const kept = isCorrected ? undefined : (files.find(({ id }) => id === fileId) ?? files[0]);
  const twins = files.filter(({ id }) => id !== kept?.id);
  for (const twin of twins) await desk.lever.files.delete(desk.opportunityId, twin.id, actorOf(desk));
  return sweepWords(twins.length, 0, "file");
}

/** Above 1 it is a correction. */
function fileName(effect: Effect, version: number): string {
  return `Interview report${version > 1 ? ` (corrected, version ${version})` : ""} ${effect.id}.pdf`;
}

async function named(desk: Desk, effect: Pick<Effect, "id">): Promise<LeverFile[]> {
  const files = await collect(desk.lever.files.list(desk.opportunityId));
  const ours = files.filter(({ name }) => name.includes(effect.id));
  return byAge(ours.map((file) => ({ ...file, createdAt: file.uploadedAt })));
}

/** The version before this one. It may be gone already; that it could not be removed must not repeat the upload. */
async function removeEarlier(desk: Desk, newId: string): Promise<boolean> {
  const { fileId } = desk.ids;
  if (fileId === undefined || fileId === newId) return false;
  try {
    await desk.lever.files.delete(desk.opportunityId, fileId, actorOf(desk));
    return true;
  } catch (error) {
    // Two files are better than a doubled upload: both say which is newer. Also where the lease ran short after it.
    if (error instanceof LeverError || error instanceof LeaseTooShortError) return false;
    throw error;
  }
}
