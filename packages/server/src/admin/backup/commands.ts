/** `admin backup` and `admin restore`: what they ask for and what they say. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Parts } from "../../parts.ts";
import { lookFirst } from "../../effects/restored.ts";
import type { AdminContext } from "../context.ts";
import { BackupError } from "./format.ts";
import { readBackup } from "./read.ts";
import { writeBackup } from "./write.ts";

export const backupUsage = "backup FILE";
export const restoreUsage = "restore FILE";

type WithParts = (context: AdminContext, work: (parts: Parts) => Promise<number>) => Promise<number>;

export async function backup({ databaseUrl, print }: AdminContext, args: string[]): Promise<number> {
  const [path] = parseArgs({ args, allowPositionals: true }).positionals;
  if (path === undefined) {
    print(`Usage: npm run admin -- ${backupUsage}`);
    return 2;
  }
  if (existsSync(path)) {
    print(`${path} is there already and stays as it is; give another name.`);
    return 2;
  }
  const { takenAt, tables } = await writeBackup(databaseUrl, path);
  const { size } = await stat(path);
  print(`${tables} tables as of ${takenAt.toISOString()} are in ${path} (${Math.ceil(size / 1024)} kB).`);
  print("SECRET_KEY is not in it: keep it apart. Without it links and connections of this backup do not work.");
  return 0;
}

export async function restore(context: AdminContext, args: string[], withParts: WithParts): Promise<number> {
  const { print, databaseUrl } = context;
  const [path] = parseArgs({ args, allowPositionals: true }).positionals;
  if (path === undefined || !existsSync(path)) {
    print(path === undefined ? `Usage: npm run admin -- ${restoreUsage}` : `There is no file ${path}.`);
    return 2;
  }
  try {
    const { takenAt } = await readBackup(databaseUrl, path);
    return await withParts(context, async ({ database, clock }) => {
      const ageMs = Math.max(0, clock.now() - takenAt.getTime());
      const until = await lookFirst(database.service, { ageMs, words: "a backup was restored" });
      print(`Restored as of ${takenAt.toISOString()}, ${Math.round(ageMs / 60_000)} minutes ago.`);
      print(`Until ${until.toISOString()} everything is looked for in Lever before it is written there.`);
      print('Mails that were due then would be sent, perhaps a second time: "admin restored --hold-mails" holds them.');
      print("Start the platform when you are ready.");
      return 0;
    });
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    print(error.message);
    return 1;
  }
}
