/** The newest résumé of a candidate, fetched from Lever while somebody waits; no copy is kept. */
import { refuse, type Refusal } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Database } from "../db/database.ts";
import { NotConnectedError, type Connections } from "./connection/open.ts";
import { failureWords } from "./postings.ts";

export interface ResumeFile {
  body: Uint8Array;
  contentType: string;
  fileName: string;
}

/** By extension: what Lever stores says more than the header of its answer. */
const types: Record<string, string> = {
  pdf: "application/pdf",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  txt: "text/plain; charset=utf-8",
  jpg: "image/jpeg",
  png: "image/png",
};

export async function readResume(
  deps: { database: Database; connections: Connections },
  interviewId: string,
): Promise<ResumeFile | Refusal> {
  const row = await deps.database.service
    .selectFrom("interviews")
    .select(["connection_id", "opportunity_id"])
    .where("id", "=", interviewId)
    .executeTakeFirst();
  if (!row) return none();
  try {
    const { lever } = await deps.connections.open(row.connection_id, { interactive: true, patient: true });
    for await (const resume of lever.resumes.list(row.opportunity_id)) {
      if (resume.file === null) continue;
      const { bytes } = await lever.resumes.download(row.opportunity_id, resume.id);
      const extension = (resume.file.ext ?? "").replace(/^\./, "").toLowerCase();
      return {
        body: bytes,
        contentType: types[extension] ?? "application/octet-stream",
        fileName: resume.file.name ?? `resume.${extension || "bin"}`,
      };
    }
    return none();
  } catch (error) {
    if (!(error instanceof LeverError || error instanceof NotConnectedError)) throw error;
    return refuse("ats_unreachable", `The résumé could not be read: ${failureWords(error)}`);
  }
}

function none(): Refusal {
  return refuse("no_resume", "There is no résumé file in Lever.");
}
