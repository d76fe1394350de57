/**
 * Files that people send us: bytes in a folder under their id, what they are in the database. What comes out is only ever
 * an attachment that no browser interprets; nothing here reads what is inside. `s3:` is not built.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "hono";
import type { Db, Tx } from "../db/database.ts";

export interface FileStore {
  /** Bytes first, then the row, in the caller's transaction: a row never names bytes that are not there. */
  put(tx: Tx, file: { id: string; name: string; bytes: Uint8Array; contentType: string; at: number }): Promise<void>;
  /** Null when there is no such file. */
  read(db: Db, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>;
}

export function createFileStore(folder: string): FileStore {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id);
  return {
    async put(tx, { id, name, bytes, contentType, at }) {
      const path = pathOf(id);
      await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
      // Beside and renamed: a process that dies while writing leaves no half file under the name.
      await writeFile(`${path}.new`, bytes, { mode: 0o600 });
      await rename(`${path}.new`, path);
      await tx
        .insertInto("files")
        .values({
          id,
          name: safeName(name),
          content_type: contentType,
          size: bytes.byteLength,
          sha256: createHash("sha256").update(bytes).digest(),
          created_at: new Date(at),
        })
        .execute()
        .catch(async (error: unknown) => {
          await rm(path, { force: true });
          throw error;
        });
    },
    async read(db, id) {
      const row = await db.selectFrom("files").select(["name", "sha256"]).where("id", "=", id).executeTakeFirst();
      if (!row) return null;
      const bytes = new Uint8Array(await readFile(pathOf(id)));
      if (!createHash("sha256").update(bytes).digest().equals(row.sha256))
        throw new Error(`file ${id} is not what was stored`);
      return { name: row.name, bytes };
    },
  };
}

/** What no file system and no header trips over. */
function safeName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}"\\/:*?<>|]+/gu, "_").trim();
  return plain.slice(-120) || "file";
}

export function attachment(
  context: Context,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Response {
  return context.body(bytes, 200, {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", "%27")}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-store",
  });
}
