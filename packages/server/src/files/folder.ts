/** Bytes in a folder, in one of 256 folders each. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "./bytes.ts";

export function createFolder(folder: string): Bytes {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id);
  return {
    async write(id, bytes) {
      const path = pathOf(id);
      await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
      // Beside and renamed: a process that dies while writing leaves no half file under the name.
      await writeFile(`${path}.new`, bytes, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    read: async (id) => new Uint8Array(await readFile(pathOf(id))),
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}
