/**
 * Files that people send us: the bytes under their id, what they are in the database. What comes out is only ever an attachment
 * that no browser interprets; nothing here reads what is inside.
 */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { FilesPlace } from "./place.ts";
import type { Db, Tx } from "../db/database.ts";
import { openBytes } from "./open.ts";

export interface FileStore {
  /** Bytes first, then the row, in the caller's transaction: a row never names bytes that are not there. */
  put(tx: Tx, file: { id: string; name: string; bytes: Uint8Array; contentType: string; at: number }): Promise<void>;
  /** Null when there is no such file. */
  read(db: Db, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>;
}

export function createFileStore(place: FilesPlace): FileStore {
  const stored = openBytes(place);
  return {
    async put(tx, { id, name, bytes, contentType, at }) {
      await stored.write(id, bytes);
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
          await stored.remove(id);
          throw error;
        });
    },
    async read(db, id) {
      const row = await db.selectFrom("files").select(["name", "sha256"]).where("id", "=", id).executeTakeFirst();
      if (!row) return null;
      const bytes = await stored.read(id);
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
