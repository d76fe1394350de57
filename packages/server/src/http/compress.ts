/**
 * What leaves compressed, for bad phones: candidates' pages and the files that belong to them. An answer that repeats what
 * a stranger put into the request, beside a secret that a cookie opened, tells that secret by its length (BREACH). Behind a
 * candidate's link there is none: no cookie decides what stands on the page, and whoever asks has its one secret, the
 * address, already. Answers of the API hang on a cookie and stay as they are.
 */
import { gzip, gzipSync } from "node:zlib";
import { promisify } from "node:util";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppContext } from "./problem.ts";

const pack = promisify(gzip);

/** Files that never change while the process runs: packed once, sent packed to whoever reads gzip. */
export interface PackedFile {
  plain: Uint8Array<ArrayBuffer>;
  /** Null where packing gains nothing: pictures, fonts, very small files. */
  gzip: Uint8Array<ArrayBuffer> | null;
}

export async function packFile(plain: Uint8Array<ArrayBuffer>): Promise<PackedFile> {
  const packed = new Uint8Array(await pack(plain, { level: 9 }));
  return { plain, gzip: packed.length < plain.length * 0.9 ? packed : null };
}

export function sendPacked(
  context: AppContext,
  file: PackedFile,
  headers: Record<string, string>,
): Response | Promise<Response> {
  if (file.gzip === null) return context.body(file.plain, 200, headers);
  const varied = { ...headers, vary: "accept-encoding" };
  if (!readsGzip(context)) return context.body(file.plain, 200, varied);
  return context.body(file.gzip, 200, { ...varied, "content-encoding": "gzip" });
}

/** A page of a candidate, or one that belongs to nobody: whole, at once. */
export function sendPage(
  context: AppContext,
  page: string,
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  context.header("vary", "accept-encoding");
  if (!readsGzip(context)) return context.html(page, status);
  // Packed here and not beside: waking another thread costs more than packing some kilobytes. With room for pages of some
  // kilobytes, since making room for large ones takes longer than packing them, and at a level that saves a third of the time for
  // a twentieth of the bytes.
  const packed = new Uint8Array(gzipSync(page, { level: 3, windowBits: 14, memLevel: 7, chunkSize: 4096 }));
  return context.body(packed, status, { "content-type": "text/html; charset=UTF-8", "content-encoding": "gzip" });
}

function readsGzip(context: AppContext): boolean {
  return /(^|,)\s*gzip\s*(,|$|;\s*q=(?!0(\.0*)?\s*(,|$)))/i.test(context.req.header("accept-encoding") ?? "");
}
