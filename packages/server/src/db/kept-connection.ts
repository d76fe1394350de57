/**
 * One connection that is kept for a question asked all the time. Of a pool such a question gets now this connection and now
 * that one, and one that has not worked for a while answers slower. Questions that meet wait for each other: shorter than a second
 * connection takes to wake. docs/decisions/0160 has the figures.
 */
import pg from "pg";

export interface KeptConnection {
  query<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<Row[]>;
  /** Ends it after what is under way; nothing may be asked afterwards. */
  end(): Promise<void>;
}

/** A connection that says nothing for so long is given up, with all that was asked on it: everybody waits for it. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Opened when somebody asks, and opened anew when somebody asks after it was cut. */
export function keepConnection(config: pg.ClientConfig, onError: (error: Error) => void): KeptConnection {
  let kept: Promise<pg.Client> | null = null;

  function forget(one: Promise<pg.Client>): void {
    if (kept === one) kept = null;
  }

  function open(): Promise<pg.Client> {
    const client = new pg.Client({ query_timeout: ANSWER_TIMEOUT_MS, ...config, pipeline: true });
    const opening = client.connect().then(() => client);
    client.on("error", onError); // "end" follows
    client.once("end", () => forget(opening));
    opening.catch(() => forget(opening));
    return opening;
  }

  return {
    async query<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<Row[]> {
      kept ??= open();
      const asked = kept;
      const client = await asked;
      try {
        const { rows } = await client.query<Row>(question);
        return rows;
      } catch (error) {
        // Not PostgreSQL's word, so the connection's: it may not have noticed yet that it ended.
        if (!(error instanceof pg.DatabaseError)) forget(asked);
        throw error;
      }
    },
    async end() {
      const client = await kept?.catch(() => null);
      await client?.end();
    },
  };
}
