/** Files and résumés of an opportunity. Bytes are kept as base64, so that the state stays plain JSON. */
import type { Act } from "../core.ts";
import { touch } from "../opportunity/touch.ts";
import type { Opportunity, ParsedResume, Resume, StoredFile } from "../state/records.ts";

export type NamedBytes = { name: string; bytes: Uint8Array };

const understood = new Set(["docx", "doc", "js", "jpg", "png", "pdf", "txt"].map((ext) => `.${ext}`));

export function addFile(act: Act, opportunity: Opportunity, upload: NamedBytes): StoredFile {
  const file = stored(act, opportunity, upload);
  act.account.files[file.id] = file;
  act.core.recent.mark(file.id);
  logged(act, "file-added", file);
  touch(act, opportunity, true);
  return file;
}

export function removeFile(act: Act, opportunity: Opportunity, file: StoredFile): void {
  delete act.account.files[file.id];
  logged(act, "file-remove", file);
  touch(act, opportunity, true);
}

export function addResume(
  act: Act,
  opportunity: Opportunity,
  upload: NamedBytes & { parsedData?: ParsedResume },
): Resume {
  const file = stored(act, opportunity, upload);
  const resume: Resume = {
    id: act.core.newId("resume"),
    opportunityId: opportunity.id,
    createdAt: file.uploadedAt,
    file,
    parsedData: upload.parsedData ?? null,
  };
  act.account.resumes[resume.id] = resume;
  logged(act, "resume-imported", file);
  touch(act, opportunity, true);
  return resume;
}

export function removeResume(act: Act, opportunity: Opportunity, resume: Resume): void {
  delete act.account.resumes[resume.id];
  if (resume.file) logged(act, "file-remove", resume.file);
  touch(act, opportunity, true);
}

function stored(act: Act, opportunity: Opportunity, upload: NamedBytes): StoredFile {
  const dot = upload.name.lastIndexOf(".");
  const ext = dot > 0 ? upload.name.slice(dot).toLowerCase() : "";
  return {
    id: act.core.newId("file"),
    opportunityId: opportunity.id,
    name: upload.name,
    ext,
    uploadedAt: act.core.clock.now(),
    status: understood.has(ext) ? "processed" : "unsupported",
    size: upload.bytes.byteLength,
    base64: Buffer.from(upload.bytes).toString("base64"),
  };
}

function logged(act: Act, type: "file-added" | "resume-imported" | "file-remove", file: StoredFile): void {
  const occurredAt = act.core.clock.now();
  act.account.fileActions.push({ type, opportunityId: file.opportunityId, fileId: file.id, occurredAt });
}
