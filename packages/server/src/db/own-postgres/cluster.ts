/**
 * The server's data on disk: made once, complete or not at all. Beside it in the data folder lie the password
 * (readable by us alone), the port, which is kept so that addresses stay valid, and the server's log.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Binaries } from "./binaries.ts";
import { freePort } from "./free-port.ts";
import { runProgram } from "./program.ts";
import { canReach, type PostgresUser } from "./user.ts";

const DATABASE = "interviewvector";
const MAJOR = "18";

export class Cluster {
  readonly folder: string;
  readonly logFile: string;
  readonly user: PostgresUser | undefined;
  readonly throwaway: boolean;
  readonly #password: string;
  readonly #portFile: string;
  #port: number;

  constructor(
    facts: Pick<Cluster, "folder" | "logFile" | "user" | "throwaway" | "port"> & { password: string; portFile: string },
  ) {
    this.folder = facts.folder;
    this.logFile = facts.logFile;
    this.user = facts.user;
    this.throwaway = facts.throwaway;
    this.#password = facts.password;
    this.#portFile = facts.portFile;
    this.#port = facts.port;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `postgresql://postgres:${this.#password}@127.0.0.1:${this.#port}/${DATABASE}`;
  }

  /** Stores another free port; only before the first start, since addresses depend on it. */
  async movePort(): Promise<void> {
    this.#port = await freePort(this.#port + 1);
    await writeFile(this.#portFile, String(this.#port));
  }
}

interface Wanted {
  dataDir: string;
  user: PostgresUser | undefined;
  programs: Binaries;
  log: (sentence: string) => void;
  throwaway?: boolean;
}

export async function prepareCluster(wanted: Wanted): Promise<Cluster> {
  await mkdir(wanted.dataDir, { recursive: true });
  const dataDir = await realpath(wanted.dataDir); // one name for one folder: processes are recognised by it
  const folder = await placeFor(dataDir, wanted.user);
  const passwordFile = join(dataDir, "postgres.password");
  const version = await versionIn(folder);
  if (version === undefined) {
    wanted.log("Making the database (once)");
    await create(folder, passwordFile, wanted);
  } else if (version !== MAJOR) {
    throw new Error(
      `The data in ${folder} is of PostgreSQL ${version}, and this is ${MAJOR}: restore a backup into an empty data folder`,
    );
  }
  const portFile = join(dataDir, "postgres.port");
  return new Cluster({
    folder,
    logFile: join(dataDir, "postgres.log"),
    user: wanted.user,
    throwaway: wanted.throwaway ?? false,
    port: await keptPort(portFile, folder),
    password: (await readFile(passwordFile, "utf8")).trim(),
    portFile,
  });
}

/** `postgres` in the data folder; where the server's user cannot walk there, a link to a place where it can. */
async function placeFor(dataDir: string, user: PostgresUser | undefined): Promise<string> {
  const here = join(dataDir, "postgres");
  const present = await lstat(here).catch(() => undefined); // absent: it is made below
  if (present?.isSymbolicLink()) return resolve(dataDir, await readlink(here));
  if (user === undefined || (await canReach(user, here))) return here;
  if (present)
    throw new Error(`${user.name}, as whom PostgreSQL runs under root, cannot reach ${here}: choose another DATA_DIR`);
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  for (const place of ["/var/lib/interviewvector", "/var/tmp/interviewvector"]) {
    const there = join(place, name, "postgres");
    try {
      await mkdir(join(place, name), { recursive: true, mode: 0o755 });
    } catch {
      continue; // cannot be written: the next place, or the error below
    }
    if (!(await canReach(user, there))) continue;
    await symlink(there, here);
    return there;
  }
  throw new Error(`${user.name}, as whom PostgreSQL runs under root, cannot reach ${dataDir}: choose another DATA_DIR`);
}

async function versionIn(folder: string): Promise<string | undefined> {
  const owner = (await stat(folder).catch(() => undefined))?.uid; // absent: it is made next
  const us = process.getuid?.();
  if (owner !== undefined && us !== 0 && owner !== us) {
    throw new Error(
      `${folder} belongs to another user (uid ${owner}): start as that user or as root, or choose another DATA_DIR`,
    );
  }
  try {
    return (await readFile(join(folder, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function create(folder: string, passwordFile: string, { user, programs, throwaway }: Wanted): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true }); // left by a first start that was killed
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  if (user) await chown(fresh, user.uid, user.gid);
  const password = randomBytes(24).toString("hex");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await initialise(fresh, password, { user, programs, throwaway });
  await rename(fresh, folder);
}

async function initialise(
  folder: string,
  password: string,
  wanted: Pick<Wanted, "user" | "programs"> & { throwaway: boolean | undefined },
): Promise<void> {
  const { user, programs, throwaway } = wanted;
  const secret = await mkdtemp(join(user ? "/tmp" : tmpdir(), "interviewvector-"));
  const pwfile = join(secret, "password");
  try {
    await writeFile(pwfile, password, { mode: 0o600 });
    if (user) await Promise.all([secret, pwfile].map((path) => chown(path, user.uid, user.gid)));
    // The built-in locale needs nothing from the machine, sorts by code point everywhere and knows Unicode's cases.
    const made = await runProgram(
      programs.initdb,
      [
        "-D",
        folder,
        "-U",
        "postgres",
        `--pwfile=${pwfile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        ...(throwaway ? ["--no-sync"] : []),
      ],
      { user },
    );
    if (made.code !== 0) throw new Error(`PostgreSQL's data could not be made in ${folder}: ${made.output.trim()}`);
    const named = await runProgram(programs.postgres, ["--single", "-D", folder, "postgres"], {
      user,
      input: `create database ${DATABASE}\n`,
    });
    if (named.code !== 0 || named.output.includes("ERROR"))
      throw new Error(`The database could not be made: ${named.output.trim()}`);
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
}

async function keptPort(portFile: string, folder: string): Promise<number> {
  const kept = Number(await readFile(portFile, "utf8").catch(() => "")); // absent: chosen below
  if (kept > 0) return kept;
  const port = await freePort(15_432 + (createHash("sha256").update(folder).digest().readUInt32LE() % 10_000));
  await writeFile(portFile, String(port));
  return port;
}
