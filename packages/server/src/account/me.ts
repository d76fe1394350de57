/** Who is signed in, and which doors are open to them. Everything was found out with the request; nothing is read again. */
import { accountApi } from "@interviewvector/domain";
import { forSignedIn, type Binding } from "../http/bind.ts";
import type { AccountDeps } from "./deps.ts";

type MeDeps = Pick<AccountDeps, "publicUrl" | "supportEmail" | "textMessages">;

export function meBinding({ publicUrl, supportEmail, textMessages }: MeDeps): Binding {
  return forSignedIn(accountApi.me, async ({ by }) => ({
    user: by.person,
    memberships: by.memberships.map(({ companyId, companyName, slug, role, zone, logoVersion }) => ({
      companyId,
      companyName,
      slug,
      role,
      zone,
      logoUrl: logoVersion === null ? null : `${publicUrl}/logos/${companyId}/${logoVersion}`,
    })),
    serviceRole: by.serviceRole,
    expertId: by.expertId,
    supportEmail,
    textMessages,
  }));
}
