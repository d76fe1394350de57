/** Files, résumés and uploads: sections 21 to 23. */
import { largestFile } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { created, gone, ok, opportunityOf, param } from "../api/call.ts";
import { notLagging, timeWindow } from "../api/filter.ts";
import { newestFirst, page } from "../api/page.ts";
import { shaped } from "../api/shape.ts";
import { badRequest, unprocessable } from "../refusal.ts";
import type { Resume, StoredFile } from "../state/records.ts";
import { findOf, of } from "../state/state.ts";
import { addFile, removeFile } from "./act.ts";

const files = "/opportunities/:opportunity/files";
const resumes = "/opportunities/:opportunity/resumes";
const write = { scope: "files", performAs: "required" } as const;
const read = { method: "GET", scope: "files" } as const;
const readResume = { method: "GET", scope: "resumes" } as const;

export const fileEndpoints: Endpoint[] = [
  { ...read, path: files, run: listFiles },
  { method: "POST", path: files, ...write, run: upload },
  { ...read, path: `${files}/:file`, run: (call) => ok(shaped(call, fileView(call, file(call)))) },
  { ...read, path: `${files}/:file/download`, run: (call) => download(file(call)) },
  { method: "DELETE", path: `${files}/:file`, ...write, run: remove },
  { ...readResume, path: resumes, run: listResumes },
  { ...readResume, path: `${resumes}/:resume`, run: (call) => ok(shaped(call, resumeView(call, resume(call)))) },
  { ...readResume, path: `${resumes}/:resume/download`, run: (call) => download(resume(call).file) },
  { method: "POST", path: "/uploads", scope: "uploads", run: uploadForApplication },
];

const file = (call: Call) =>
  findOf(call.act.account, "files", { opportunity: opportunityOf(call).id, id: param(call, "file") });
const resume = (call: Call) =>
  findOf(call.act.account, "resumes", { opportunity: opportunityOf(call).id, id: param(call, "resume") });

/** The documentation prints numbers of files as text. */
const figure = (call: Call, value: number) => (call.act.core.behaviours.fileNumbersAsText ? String(value) : value);

const fileView = (call: Call, { id, opportunityId, ext, name, uploadedAt, status, size }: StoredFile) => ({
  id,
  downloadUrl: `${call.origin}/candidates/${opportunityId}/files/${id}`,
  ext,
  name,
  uploadedAt: figure(call, uploadedAt),
  status,
  size: figure(call, size),
});

const resumeView = (call: Call, { id, opportunityId, createdAt, file: stored, parsedData }: Resume) => ({
  id,
  createdAt,
  file: stored && {
    name: stored.name,
    ext: stored.ext.replace(".", ""),
    downloadUrl: `${call.origin}/candidates/${opportunityId}/resumes/${id}`,
    uploadedAt: stored.uploadedAt,
    status: stored.status,
    size: stored.size,
  },
  ...(parsedData === null ? {} : { parsedData }),
});

function listFiles(call: Call): Answer {
  const within = timeWindow(call.query, "uploaded_at");
  const found = of(call.act.account.files, opportunityOf(call).id)
    .filter(notLagging(call))
    .filter(({ uploadedAt }) => within(uploadedAt));
  const view = (stored: StoredFile) => shaped(call, fileView(call, stored));
  if (call.act.core.behaviours.filesList === "bare") return { status: 200, body: found.toReversed().map(view) };
  return page(call, found, { order: { key: ({ uploadedAt, id }) => [uploadedAt, id], directions: [-1, 1] }, view });
}

function listResumes(call: Call): Answer {
  const within = timeWindow(call.query, "uploaded_at");
  const found = of(call.act.account.resumes, opportunityOf(call).id).filter(({ createdAt }) => within(createdAt));
  return page(call, found, { order: newestFirst<Resume>(), view: (item) => shaped(call, resumeView(call, item)) });
}

function partOf(call: Call) {
  const part = call.body.files.find(({ field }) => field === "file");
  if (!part) throw badRequest("Missing required field: file");
  if (part.bytes.byteLength > largestFile) throw badRequest("The file is larger than 30 MB");
  return part;
}

function upload(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const stored = addFile(call.act, opportunity, partOf(call));
  return ok(fileView(call, stored), [{ type: "file.created", id: stored.id, opportunityId: opportunity.id }]);
}

function remove(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const stored = file(call);
  removeFile(call.act, opportunity, stored);
  return gone([{ type: "file.deleted", id: stored.id, opportunityId: opportunity.id }]);
}

function download(stored: StoredFile | null): Answer {
  if (stored?.status !== "processed") throw unprocessable("The file could not be processed");
  return { status: 200, download: { bytes: Buffer.from(stored.base64, "base64"), name: stored.name } };
}

const uploadLifeMs = 24 * 3_600_000;

function uploadForApplication(call: Call): Answer {
  const { core, account } = call.act;
  const part = partOf(call);
  const record = {
    id: core.newId("upload"),
    filename: part.name,
    size: part.bytes.byteLength,
    expiresAt: core.clock.now() + uploadLifeMs,
  };
  account.uploads[record.id] = record;
  const { id, filename, size, expiresAt } = record;
  return created(
    { id, filename, uri: `${call.origin}/uploads/${id}/${encodeURIComponent(filename)}`, size, expiresAt },
    [{ type: "upload.created", id }],
  );
}
