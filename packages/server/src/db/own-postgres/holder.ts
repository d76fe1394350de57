/**
 * An open connection that says "this process needs the server". The server itself counts the holders, so the count is
 * right after any kind of death; and the connection's end is how we learn that the server died.
 */
import { Client } from "pg";

const NAME = "interviewvector holder";
const LEAVING = "interviewvector let go";
const LOCK = 4_711_2027;

export class Holder {
  readonly #client: Client;
  readonly lost: Promise<void>;

  private constructor(client: Client) {
    this.#client = client;
    this.lost = new Promise((settle) => client.once("end", settle));
    client.on("error", () => {}); // followed by "end", which is what counts
  }

  static async take(url: string): Promise<Holder> {
    const client = new Client({ connectionString: url, application_name: NAME });
    const holder = new Holder(client);
    await client.connect();
    return holder;
  }

  /** Lets go; true when nobody else holds the server. Two that let go at once are asked one after the other. */
  async release(): Promise<boolean> {
    try {
      await this.#client.query("select pg_advisory_lock($1)", [LOCK]);
      const { rows } = await this.#client.query<{ others: number }>(
        "select count(*)::int as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()",
        [NAME],
      );
      // A session that ends gives its locks back before it is off the list: the next one would count us, and nobody would be last.
      await this.#client.query(`set application_name = '${LEAVING}'`);
      return rows[0]?.others === 0;
    } catch {
      return true; // the server is gone: nobody can hold it
    } finally {
      await this.#client.end().catch(() => {}); // already ended
    }
  }
}
