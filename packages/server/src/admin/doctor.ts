/** `admin doctor`: one line per thing that must work, with what to do where it doesn't. It leaves nothing behind. */
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { sql } from "kysely";
import { openDatabase } from "../db/database.ts";
import { ConfigError, readConfig, type Config } from "../config.ts";
import { openBytes } from "../files/open.ts";
import type { AdminContext } from "./context.ts";

interface Finding {
  ok: boolean;
  what: string;
  words: string;
}

export async function doctor(context: AdminContext): Promise<number> {
  const findings: Finding[] = [settings(context)];
  findings.push(...(await database(context)));
  findings.push(await mailServer(context.config), await files(context.config), await lever(context.config));
  for (const { ok, what, words } of findings) context.print(`${ok ? "ok   " : "WRONG"}  ${what}: ${words}`);
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function settings({ environment }: AdminContext): Finding {
  try {
    readConfig(environment);
    return { ok: true, what: "settings", words: "complete" };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ok: false, what: "settings", words: error.message.replaceAll("\n", "; ") };
  }
}

async function database({ databaseUrl }: AdminContext): Promise<Finding[]> {
  const opened = openDatabase({ url: databaseUrl, onError: () => undefined });
  try {
    const { rows } = await sql<{ version: string; dead: string; unsure: string; late: string; broken: string }>`
      select current_setting('server_version') as version,
        (select count(*) from effects where state = 'dead') as dead,
        (select count(*) from effects where state = 'unsure') as unsure,
        (select count(*) from effects e where state in ('pending', 'unsure') and run_after < now() - interval '30 minutes'
           and not exists (select from connections c where c.id = e.connection_id and c.state = 'disconnected')) as late,
        (select count(*) from connections where state = 'broken') as broken`.execute(opened.service);
    const row = rows[0];
    if (!row) return [{ ok: false, what: "database", words: "answered nothing" }];
    const stuck = Number(row.dead) + Number(row.late);
    return [
      {
        ok: Number.parseInt(row.version, 10) >= 15,
        what: "database",
        words: `PostgreSQL ${row.version}, reachable, migrated`,
      },
      {
        ok: stuck === 0,
        what: "effects",
        words:
          stuck === 0
            ? `nothing stuck (${row.unsure} unsure)`
            : `${row.dead} failed for good, ${row.late} waiting for more than 30 minutes: see "admin effects" and the operators' page`,
      },
      {
        ok: Number(row.broken) === 0,
        what: "connections",
        words: Number(row.broken) === 0 ? "none is broken" : `${row.broken} must be connected again by their companies`,
      },
    ];
  } catch (error) {
    return [
      {
        ok: false,
        what: "database",
        words: `${error instanceof Error ? error.message : String(error)}; is it reachable, and migrated ("admin migrate")?`,
      },
    ];
  } finally {
    await opened.close();
  }
}

function mailServer(config: Config): Promise<Finding> {
  const url = new URL(config.smtpUrl);
  const port = Number(url.port || (url.protocol === "smtps:" ? 465 : 587));
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port, timeout: 5_000 });
    const end = (ok: boolean, words: string): void => {
      socket.destroy();
      resolve({ ok, what: "mail server", words });
    };
    socket.once("connect", () => end(true, `${url.hostname}:${port} answers`));
    socket.once("timeout", () =>
      end(false, `${url.hostname}:${port} does not answer: check SMTP_URL and the firewall`),
    );
    socket.once("error", (error) => end(false, `${url.hostname}:${port}: ${error.message}; check SMTP_URL`));
  });
}

async function files(config: Config): Promise<Finding> {
  const where = config.files.kind === "folder" ? config.files.folder : `bucket ${config.files.bucket}`;
  const bytes = openBytes(config.files);
  const id = randomUUID();
  try {
    await bytes.write(id, new TextEncoder().encode(id));
    const read = new TextDecoder().decode(await bytes.read(id));
    await bytes.remove(id);
    return { ok: read === id, what: "files", words: `${where} keeps what is written` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, what: "files", words: `${where} can't be used: ${why}; check FILES_URL` };
  }
}

async function lever(config: Config): Promise<Finding> {
  const { apiUrl, app } = config.lever.production;
  const how = app ? "OAuth app set" : "no OAuth app set: companies connect with an API key";
  try {
    const answer = await fetch(`${apiUrl}/stages`, { signal: AbortSignal.timeout(8_000) });
    // Without credentials Lever answers 401: that is what a reachable API looks like from here.
    return { ok: answer.status === 401, what: "Lever", words: `${apiUrl} answers ${answer.status}; ${how}` };
  } catch (error) {
    return {
      ok: false,
      what: "Lever",
      words: `${apiUrl} cannot be reached (${error instanceof Error ? error.message : String(error)}); ${how}`,
    };
  }
}
