/** What the account's parts are made of. */
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { SignIn } from "./sign-in.ts";

export interface AccountDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
  publicUrl: string;
  supportEmail: string;
  textMessages: boolean;
  signIn: Pick<SignIn, "ensureAccount" | "sendInvitation">;
}
