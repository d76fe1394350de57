/** A database of the bench's own beside the one that was named: nobody's data is touched. */
import pg from "pg";

const NAME = "interviewvector_bench";

export async function databaseOfItsOwn(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${NAME} with (force)`);
  await client.query(`create database ${NAME}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${NAME}`;
  return own.href;
}
