/** Temporary copies of the house, to be changed and run beside it: links to what is installed, its own packages are the copy's own. */
import { cp, mkdir, mkdtemp, readdir, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export const house = join(import.meta.dirname, "../../..");

export async function copyOfTheHouse(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "interviewvector-copy-"));
  const left = new Set(["node_modules", ".git", ".data", "dist"]);
  await cp(house, copy, { recursive: true, filter: (path) => path === house || !left.has(basename(path)) });
  await link(join(house, "node_modules"), join(copy, "node_modules"));
  for (const name of await readdir(join(house, "packages"))) {
    const own = join(house, "packages", name, "node_modules");
    if ((await readdir(own).catch(() => [])).length > 0) await link(own, join(copy, "packages", name, "node_modules"));
  }
  return copy;
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== "@interviewvector") await symlink(join(from, name), join(to, name));
  }
  if (!(await readdir(from)).includes("@interviewvector")) return;
  await mkdir(join(to, "@interviewvector"));
  for (const name of await readdir(join(house, "packages")))
    await symlink(join("../../packages", name), join(to, "@interviewvector", name));
}
