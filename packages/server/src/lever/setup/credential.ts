/** What opens a Lever account, fresh from its owner: a pasted key, or what a consent brought. */
import type { Secrets } from "../connection/secrets.ts";

export interface Credentials {
  kind: "oauth" | "api_key";
  environment: "production" | "sandbox";
  secrets: Secrets;
  /** Granted; empty for keys, which don't tell. */
  scopes: readonly string[];
  /** Asked for; empty for keys. */
  asked: readonly string[];
  accountId: string | null;
}
