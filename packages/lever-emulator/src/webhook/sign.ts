/** Bodies of deliveries: section 25. The signature covers token and time only, and stands inside the body. */
import { createHmac } from "node:crypto";
import type { WebhookEvent } from "../state/records.ts";
import { newSecret } from "../uuid.ts";

/** hex( HMAC-SHA256( signatureToken, token + triggeredAt ) ), the time as decimal text. */
export function signature(signatureToken: string, token: string, triggeredAt: number): string {
  return createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest("hex");
}

export type Payload = {
  event: WebhookEvent;
  data: Record<string, unknown>;
  triggeredAt: number;
  signatureToken: string | null;
  id: string | null;
};

/** Keys in the printed order. Without a signature token there is no signature. */
export function payloadText({ event, data, triggeredAt, signatureToken, id }: Payload): string {
  const token = newSecret(24);
  return JSON.stringify({
    ...(id === null ? {} : { id }),
    triggeredAt,
    event,
    data,
    ...(signatureToken === null ? {} : { signature: signature(signatureToken, token, triggeredAt) }),
    token,
  });
}
