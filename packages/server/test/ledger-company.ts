/** A company with a connection, and nothing else: whose work a ledger holds. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../src/db/database.ts";

export interface LedgerCompany {
  companyId: string;
  connectionId: string;
}

export async function ledgerCompany({ service }: Database): Promise<LedgerCompany> {
  const [companyId, connectionId] = [randomUUID(), randomUUID()];
  await sql`insert into companies (id, name, slug, zone, created_at) values (${companyId}, 'A', ${companyId}, 'UTC', now())`.execute(
    service,
  );
  await sql`insert into connections (id, company_id, ats, environment, kind, state, secrets)
    values (${connectionId}, ${companyId}, 'lever', 'production', 'api_key', 'connected', '')`.execute(service);
  return { companyId, connectionId };
}
