/**
 * Access to PostgreSQL under roles that cannot bypass row level security. Three doors: `service` works across companies
 * (webhook keys, links, effects, the one door), `forCompany` sees one company, `authPool` is for sign-in only.
 * It hands out no connection as the login user; only migrations use that.
 */
import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { keepConnection } from "./kept-connection.ts";
import type { Tables } from "./tables.ts";

// date columns stay the text they are: a calendar day has no instant.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
  service: Db;
  /** One transaction that sees and may write the rows of `companyId` only. */
  forCompany<Result>(companyId: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /**
   * One question under the service's role that is asked very often, always in the words of `text`: PostgreSQL reads and plans it
   * once per connection and knows it by `name` then. Its answer must keep its type for as long as older processes may run.
   */
  askOften<Row extends pg.QueryResultRow>(question: Question): Promise<Row[]>;
  authPool: pg.Pool;
  /** A connection of its own for listen and session advisory locks; the caller ends it. */
  connectDirect(): Promise<pg.Client>;
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Question {
  name: string;
  text: string;
  values: readonly unknown[];
}

export interface DatabaseOptions {
  url: string;
  directUrl?: string | undefined;
  poolSize?: number;
  onError: (error: Error) => void;
}

/** Nobody is kept waiting behind a lock for longer: who asked is told to try again, and what is owed is taken up again. */
const LOCK_TIMEOUT_MS = 6_000;

function connectionAs(role: string, { url }: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    // The role is set in the start-up packet, so no connection ever works under another one, not even for a moment.
    options: `-c role=${role} -c lock_timeout=${LOCK_TIMEOUT_MS}`,
  };
}

function poolAs(role: string, options: DatabaseOptions, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connectionAs(role, options), max, idleTimeoutMillis: 30_000 });
  pool.on("error", options.onError);
  // The pool listens to idle connections only. One that is cut between two queries of a transaction would end the process;
  // whoever holds it hears of it by the next query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

export function openDatabase(options: DatabaseOptions): Database {
  const max = options.poolSize ?? 20;
  const servicePool = poolAs("interviewvector_service", options, max);
  const companyPool = poolAs("interviewvector_company", options, Math.ceil(max / 2));
  const authPool = poolAs("interviewvector_auth -c search_path=auth", options, 6);
  const often = keepConnection(connectionAs("interviewvector_service", options), options.onError);
  const service = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: servicePool }) });
  const company = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: companyPool }) });

  return {
    service,
    askOften<Row extends pg.QueryResultRow>({ name, text, values }: Question): Promise<Row[]> {
      // A pooler gives each question another connection, which knows none of the names.
      const known = options.directUrl === undefined ? { name } : {};
      return often.query<Row>({ ...known, text, values: [...values] });
    },
    authPool,
    forCompany: (companyId, work) =>
      company.transaction().execute(async (tx) => {
        await sql`select set_config('iv.company', ${companyId}, true)`.execute(tx);
        return work(tx);
      }),
    async connectDirect() {
      const client = new pg.Client({
        connectionString: options.directUrl ?? options.url,
        connectionTimeoutMillis: 5_000,
        options: "-c role=interviewvector_service",
        keepAlive: true,
      });
      client.on("error", () => undefined); // "end" follows, for whoever holds it
      await client.connect();
      return client;
    },
    async isUp() {
      try {
        await sql`select 1`.execute(service);
        return true;
      } catch {
        return false; // not reachable is the safe reading: readyz says so
      }
    },
    async close() {
      await Promise.all([service.destroy(), company.destroy(), authPool.end(), often.end()]);
    },
  };
}
