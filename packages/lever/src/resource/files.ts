/**
 * Files on an opportunity, up to 30 MB each.
 * Lever: https://hire.lever.co/developer/documentation#files
 */
import { blankable, id, instant, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Download, Wire } from "../wire/wire.ts";
import type { Actor } from "./panels.ts";

export type FileStatus = "processing" | "processed" | "unsupported" | "error";

const file = object({
  id,
  /** Needs a sign-in to Lever's app; use `download` instead. */
  downloadUrl: orNull(text),
  /** With the dot: `.pdf`. */
  ext: orNull(text),
  name: blankable,
  /** Milliseconds since epoch. */
  uploadedAt: orNull(instant),
  status: orNull(word<FileStatus>()),
  /** Bytes. */
  size: orNull(number),
});
export type LeverFile = Parsed<typeof file>;

export interface NewFile {
  /** With its extension: docx, doc, js, jpg, png, pdf or txt. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer> | Blob;
  /** Media type, such as `application/pdf`. */
  readonly contentType: string;
}

/** Milliseconds since epoch. */
export interface UploadedRange {
  readonly uploadedAtStart?: number | undefined;
  readonly uploadedAtEnd?: number | undefined;
}

const FILES = "/opportunities/:opportunity/files";
const FILE = `${FILES}/:file`;

export function files(wire: Wire) {
  return {
    /**
     * Scope `files:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-files
     */
    list: (opportunityId: string, range: UploadedRange = {}): AsyncGenerator<LeverFile, void, undefined> => {
      const query = { uploaded_at_start: range.uploadedAtStart, uploaded_at_end: range.uploadedAtEnd };
      return wire.list({ method: "GET", path: FILES, ids: { opportunity: opportunityId }, query }, file);
    },

    /**
     * What Lever knows of the file, not its content. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#files
     */
    get: (opportunityId: string, fileId: string): Promise<LeverFile> =>
      wire.one({ method: "GET", path: FILE, ids: { opportunity: opportunityId, file: fileId } }, file),

    /**
     * Repeating it makes a second file. Scope `files:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#files
     */
    upload: (opportunityId: string, newFile: NewFile, by: Actor): Promise<LeverFile> => {
      const form = new FormData();
      form.append("file", new Blob([newFile.bytes], { type: newFile.contentType }), newFile.name);
      return wire.one(
        {
          method: "POST",
          path: FILES,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs },
          form,
          transfer: true,
        },
        file,
      );
    },

    /**
     * The content, whole, in memory. Throws LeverError, `unprocessable` (422) for files Lever could not process.
     * Lever: https://hire.lever.co/developer/documentation#files
     */
    download: (opportunityId: string, fileId: string): Promise<Download> =>
      wire.bytes({
        method: "GET",
        path: `${FILE}/download`,
        ids: { opportunity: opportunityId, file: fileId },
        transfer: true,
      }),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#files
     */
    delete: (opportunityId: string, fileId: string, by: Actor): Promise<void> =>
      wire.none({
        method: "DELETE",
        path: FILE,
        ids: { opportunity: opportunityId, file: fileId },
        query: { perform_as: by.performAs },
      }),
  };
}
