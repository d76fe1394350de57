/**
 * What leaves compressed, for bad phones: candidates' pages and the files that belong to them. An answer that repeats what
 * a stranger put into the request, beside a secret that a cookie opened, tells that secret by its length (BREACH). Behind a
 * candidate's link there is none: no cookie decides what stands on the page, and whoever asks has its one secret, the
 * address, already. Answers of the API hang on a cookie and stay as they are, and so do streams of events.
 */
import { gzip } from "node:zlib";
import { promisify } from "node:util";
import type { Hono } from "hono";
import { compress } from "hono/compress";
import type { AppContext, Variables } from "./problem.ts";

/** Their look and script are named too: a phone asks for them with the first page. */
const paths = ["/i/*", "/retrigger/*", "/decide/*", "/help", "/help/*", "/candidate.css", "/candidate.js"];

export function compressPages(site: Hono<{ Variables: Variables }>): void {
  const small = compress();
  for (const path of paths) site.use(path, small);
}

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
  const readsGzip = /(^|,)\s*gzip\s*(,|$|;\s*q=(?!0(\.0*)?\s*(,|$)))/i.test(
    context.req.header("accept-encoding") ?? "",
  );
  if (!readsGzip) return context.body(file.plain, 200, varied);
  return context.body(file.gzip, 200, { ...varied, "content-encoding": "gzip" });
}
