/** The account over HTTP: who is signed in, the company, its members, its keys, and its home page. */
import type { Binding } from "../http/bind.ts";
import { apiKeyBindings } from "./api-key.ts";
import { companyBindings } from "./company.ts";
import type { AccountDeps } from "./deps.ts";
import { homeBinding } from "./home.ts";
import { meBinding } from "./me.ts";
import { memberBindings } from "./member.ts";

export function accountBindings(deps: AccountDeps): Binding[] {
  return [
    meBinding(deps),
    ...companyBindings(deps),
    ...memberBindings(deps),
    ...apiKeyBindings(deps),
    homeBinding(deps),
  ];
}
