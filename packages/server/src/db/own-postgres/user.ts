/**
 * PostgreSQL refuses to run as root, so under root it runs as another user of the machine: the one who already owns
 * the data, else a fitting one that exists. No user is ever created. Without root it simply runs as whoever we are.
 */
import { lstat, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

const PREFERRED = ["interviewvector", "postgres", "nobody"];

/** The user for the server whose data lies in `dataDir`; undefined means ourselves. */
export async function userForPostgres(dataDir: string | undefined): Promise<PostgresUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await knownUsers();
  const ownerUid = dataDir === undefined ? undefined : await uidOf(join(dataDir, "postgres"));
  const owner = users.find((user) => user.uid === ownerUid && user.uid !== 0);
  const user = owner ?? PREFERRED.map((name) => users.find((known) => known.name === name)).find((known) => known);
  if (!user) {
    throw new Error(
      `PostgreSQL does not run as root and there is no user ${PREFERRED.join(", ")} to run it as: create one, or set DATABASE_URL`,
    );
  }
  return user;
}

async function knownUsers(): Promise<PostgresUser[]> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

async function uidOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).uid;
  } catch {
    return undefined; // not there yet: nobody owns it
  }
}

/** Can `user` walk down to `path`? Asks the mode bits of every folder above it; access lists are not read. */
export async function canReach(user: PostgresUser, path: string): Promise<boolean> {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { uid, gid, mode } = await lstat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
