/** Where webhooks come in: one company and one connection each, as rows, and what Lever's sender must know of them. */
import { randomBytes, randomUUID } from "node:crypto";
import { createCrypt } from "../../packages/server/src/crypt.ts";
import { openDatabase } from "../../packages/server/src/db/database.ts";
import { webhookSecretRow } from "../../packages/server/src/lever/webhook-key.ts";
import { createLeads } from "../../test/crash/machinery/lead.ts";
import { secretKey, type Rig } from "../../test/crash/machinery/rig.ts";

export interface Way {
  /** Of the webhook, without the host. */
  path: string;
  token: string;
  /** An opportunity belongs to one connection, as in life. */
  opportunityIds: string[];
}

/** All read one of two accounts in the emulator, each with a key of its own. */
export async function makeWays(rig: Rig, count: number, opportunitiesEach: number): Promise<Way[]> {
  const database = openDatabase({ url: rig.databaseUrl, onError: () => undefined });
  const crypt = createCrypt(new Uint8Array(Buffer.from(secretKey, "base64")));
  const ways: Way[] = [];
  try {
    for (let place = 0; place < count; place++) {
      const [companyId, connectionId, webhookId] = [randomUUID(), randomUUID(), randomUUID()];
      const account = place % 2 === 0 ? "acme" : "globex";
      const [token, key] = [randomBytes(24).toString("hex"), randomBytes(24).toString("base64url")];
      const secrets = crypt.seal(
        JSON.stringify({ kind: "api_key", apiKey: `${account}-key` }),
        `connections:${connectionId}:secrets`,
      );
      await database.service
        .insertInto("companies")
        .values({
          id: companyId,
          name: `Load ${place}`,
          slug: `load-${place}`,
          zone: "UTC",
          privacy_url: null,
          logo: null,
          logo_type: null,
        })
        .execute();
      await rig.query(
        `insert into connections (id, company_id, ats, environment, kind, state, secrets, stage_id)
         values ($1, $2, 'lever', 'production', 'api_key', 'connected', $3, 'none')`,
        [connectionId, companyId, secrets],
      );
      await rig.query(
        `insert into webhooks (id, company_id, connection_id, key, event, made_by, secret)
         values ($1, $2, $3, $4, 'candidateStageChange', 'api', $5)`,
        [webhookId, companyId, connectionId, key, crypt.seal(token, webhookSecretRow(webhookId))],
      );
      const leads = createLeads(rig, opportunitiesEach, () => "invite", account);
      ways.push({
        path: `/webhooks/lever/${key}`,
        token,
        opportunityIds: leads.map(({ opportunityId }) => opportunityId),
      });
    }
    return ways;
  } finally {
    await database.close();
  }
}
