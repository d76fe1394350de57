/**
 * What a backup file looks like: gzipped plain SQL, as `pg_dump --data-only` writes it. A head names the migrations it was
 * made under, then one `copy` block per table, then the sequences, then a last line that says it is whole.
 */
import { readMigrations, type AppliedMigration } from "../../db/migrate.ts";

export const FIRST_LINE = "-- InterviewVector backup, format 1";
export const LAST_LINE = "-- The backup is whole.";
export const END_OF_ROWS = "\\.";

export interface Head {
  /** When the data was read; by the database's clock. */
  takenAt: Date;
  migrations: AppliedMigration[];
}

export class BackupError extends Error {
  override name = "BackupError";
}

export function headLines({ takenAt, migrations }: Head): string[] {
  return [
    FIRST_LINE,
    `-- Taken at ${takenAt.toISOString()}`,
    ...migrations.map(({ name, hash }) => `-- Migration ${name} ${hash}`),
    "-- Restore with: npm run admin -- restore FILE",
  ];
}

/** Reads the head from the comment lines a file begins with; throws a sentence for what is no backup of ours. */
export function parseHead(lines: readonly string[]): Head {
  if (lines[0] !== FIRST_LINE)
    throw new BackupError("This is no backup of InterviewVector, or one of an unknown format.");
  const taken = lines.find((line) => line.startsWith("-- Taken at "))?.slice("-- Taken at ".length) ?? "";
  const takenAt = new Date(taken);
  if (Number.isNaN(takenAt.getTime())) throw new BackupError("The backup does not say when it was taken.");
  const migrations = lines.flatMap((line) => {
    const found = /^-- Migration (\S+) ([0-9a-f]{64})$/.exec(line);
    return found?.[1] && found[2] ? [{ name: found[1], hash: found[2] }] : [];
  });
  if (migrations.length === 0) throw new BackupError("The backup does not say of which version it is.");
  return { takenAt, migrations };
}

/** The migrations that bring an empty database to where the backup was. Refuses a backup of a version that this one does not know. */
export async function knownMigrations({ migrations }: Head): Promise<ReadonlySet<string>> {
  const known = new Map((await readMigrations()).map(({ name, hash }) => [name, hash]));
  for (const { name, hash } of migrations) {
    if (!known.has(name))
      throw new BackupError(`The backup is of a newer version (${name}). Restore it with that version.`);
    if (known.get(name) !== hash)
      throw new BackupError(
        `Migration ${name} is not the one that the backup was made under. Restore it with its own version.`,
      );
  }
  return new Set(migrations.map(({ name }) => name));
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
