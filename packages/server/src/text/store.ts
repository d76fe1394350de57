/** Texts that companies wrote themselves. Where there is no row, ours stands. */
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { TextsTable } from "../db/tables.ts";
import type { OwnMails } from "../mail/candidate/index.ts";
import type { OwnNotes } from "../note/index.ts";

export interface OwnTexts {
  notes: OwnNotes;
  mails: OwnMails;
  rows: TextsTable[];
}

export async function ownTexts(tx: Db | Tx, connectionId: string): Promise<OwnTexts> {
  const rows = await tx.selectFrom("texts").selectAll().where("connection_id", "=", connectionId).execute();
  const own: OwnTexts = { notes: {}, mails: {}, rows };
  for (const { kind, name, subject, words } of rows)
    if (kind === "note") own.notes[name] = words;
    else own.mails[name] = { subject: subject ?? "", text: words };
  return own;
}

export async function keepText(tx: Db | Tx, row: TextsTable): Promise<void> {
  await tx
    .insertInto("texts")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["company_id", "connection_id", "kind", "name"]).doUpdateSet({
        subject: sql.ref("excluded.subject"),
        words: sql.ref("excluded.words"),
        changed_by: sql.ref("excluded.changed_by"),
        changed_at: sql.ref("excluded.changed_at"),
      }),
    )
    .execute();
}

export async function forgetText(tx: Db | Tx, connectionId: string, { kind, name }: TextKey): Promise<void> {
  await tx
    .deleteFrom("texts")
    .where("connection_id", "=", connectionId)
    .where("kind", "=", kind)
    .where("name", "=", name)
    .execute();
}

export type TextKey = Pick<TextsTable, "kind" | "name">;
