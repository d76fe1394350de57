/** What opens a company's Lever account, sealed for its own row. Nothing here is ever logged or answered. */
import { z } from "zod";
import type { Crypt } from "../../crypt.ts";

const schema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("api_key"), apiKey: z.string() }),
  z.object({
    kind: z.literal("oauth"),
    accessToken: z.string(),
    refreshToken: z.string().nullable(),
    /** ms; business time. */
    expiresAt: z.number(),
  }),
  /** After disconnecting: nothing is kept. */
  z.object({ kind: z.literal("none") }),
]);
export type Secrets = z.infer<typeof schema>;

function rowName(connectionId: string): string {
  return `connections:${connectionId}:secrets`;
}

export function sealSecrets(crypt: Crypt, connectionId: string, secrets: Secrets): Buffer {
  return crypt.seal(JSON.stringify(secrets), rowName(connectionId));
}

export function openSecrets(crypt: Crypt, connection: { id: string; secrets: Uint8Array }): Secrets {
  return schema.parse(JSON.parse(crypt.open(connection.secrets, rowName(connection.id))));
}
