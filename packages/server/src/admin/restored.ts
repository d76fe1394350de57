/** `admin restored`: said once after a restore from a backup, before the platform starts. Running it again changes nothing more. */
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { holdMails, ledgerAgeMs, lookFirst } from "../effects/restored.ts";
import type { Parts } from "../parts.ts";
import type { AdminContext } from "./context.ts";

export const restoredUsage = "restored [--backup-of TIME] [--hold-mails]";

export async function restored({ print }: AdminContext, { database, clock }: Parts, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { "backup-of": { type: "string" }, "hold-mails": { type: "boolean", default: false } },
  });
  const given = values["backup-of"];
  const backupAt = given === undefined ? null : Date.parse(given);
  if (backupAt !== null && !(backupAt <= clock.now())) {
    print(`"${given ?? ""}" is no time of the past; write it as 2026-11-27T03:00:00Z.`);
    return 2;
  }
  const db = database.service;
  const ageMs = backupAt === null ? await ledgerAgeMs(db) : clock.now() - backupAt;
  const until = await lookFirst(db, { ageMs, words: "an operator said that a backup was restored" });
  const held = values["hold-mails"] ? await holdMails(db, clock.now()) : 0;
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from effects
    where state in ('pending', 'running', 'unsure') and run_after <= ${new Date(clock.now())} and kind not like 'lever.%'
    group by kind order by kind`.execute(db);
  print(`The backup is ${Math.round(ageMs / 60_000)} minutes old.`);
  print(`Until ${until.toISOString()} everything is looked for in Lever before it is written there.`);
  for (const { kind, count } of rows) print(`  ${String(count).padStart(6)} ${kind} due`);
  if (held > 0) print(`${held} mails are held as failed: operators try them again or discard them, one by one or all.`);
  else if (rows.some(({ kind }) => kind.startsWith("mail.")))
    print(
      "Mails cannot be looked for: those that are due will be sent, perhaps a second time. --hold-mails holds them.",
    );
  return 0;
}
