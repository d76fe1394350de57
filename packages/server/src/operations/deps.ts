/** What the parts for those who run the service are made of. */
import type { SignIn } from "../account/sign-in.ts";
import type { Door } from "../interview/act.ts";
import type { AtsFace } from "../interview/deps.ts";

export interface OperationsDeps {
  door: Door;
  signIn: Pick<SignIn, "ensureAccount" | "needsLink" | "inviteToSetPassword">;
  ats: Pick<AtsFace, "effectTitle">;
}
