/**
 * Résumés of an opportunity: a file, what Lever read out of it, or only the latter (from an online profile).
 * Lever: https://hire.lever.co/developer/documentation#resumes
 */
import { id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Download, Wire } from "../wire/wire.ts";
import type { FileStatus, UploadedRange } from "./files.ts";

const month = orNull(object({ year: orNull(number), month: orNull(number) }));

const position = object({
  org: orNull(text),
  title: orNull(text),
  summary: orNull(text),
  location: orNull(text),
  start: month,
  end: month,
});

const school = object({
  org: orNull(text),
  degree: orNull(text),
  field: orNull(text),
  summary: orNull(text),
  start: month,
  end: month,
});

const resumeFile = object({
  name: orNull(text),
  /** Without the dot: `pdf`. */
  ext: orNull(text),
  /** Needs a sign-in to Lever's app; use `download` instead. */
  downloadUrl: orNull(text),
  /** Milliseconds since epoch. */
  uploadedAt: orNull(instant),
  status: orNull(word<FileStatus>()),
  /** Bytes. */
  size: orNull(number),
});

const resume = object({
  id,
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  /** Null if there is no file behind it. */
  file: orNull(resumeFile),
  parsedData: orNull(object({ positions: listOf(position), schools: listOf(school) })),
});
export type Resume = Parsed<typeof resume>;

const RESUMES = "/opportunities/:opportunity/resumes";
const RESUME = `${RESUMES}/:resume`;

export function resumes(wire: Wire) {
  return {
    /**
     * Newest first. Scope `resumes:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-resumes
     */
    list: (opportunityId: string, range: UploadedRange = {}): AsyncGenerator<Resume, void, undefined> => {
      const query = { uploaded_at_start: range.uploadedAtStart, uploaded_at_end: range.uploadedAtEnd };
      return wire.list({ method: "GET", path: RESUMES, ids: { opportunity: opportunityId }, query }, resume);
    },

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-resume
     */
    get: (opportunityId: string, resumeId: string): Promise<Resume> =>
      wire.one({ method: "GET", path: RESUME, ids: { opportunity: opportunityId, resume: resumeId } }, resume),

    /**
     * The file, whole, in memory. Throws LeverError, `unprocessable` (422) for files Lever could not process.
     * Lever: https://hire.lever.co/developer/documentation#download-a-resume-file
     */
    download: (opportunityId: string, resumeId: string): Promise<Download> =>
      wire.bytes({
        method: "GET",
        path: `${RESUME}/download`,
        ids: { opportunity: opportunityId, resume: resumeId },
        transfer: true,
      }),
  };
}
