/** Finds out which account a request means and as whom its sender acts. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Parts } from "../assemble.ts";
import type { Act, Core } from "../core.ts";
import { notFound } from "../refusal.ts";
import type { Opportunity } from "../state/records.ts";
import { user as userNamed } from "../hand/name.ts";
import type { Seen } from "./frame.ts";

export type Site = Pick<Parts, "core" | "version">;

export function seenAccount({ core, version }: Site, c: Context, key: string): Seen {
  const account = Object.hasOwn(core.state.accounts, key) ? core.state.accounts[key] : undefined;
  if (!account) throw notFound("accounts", key);
  const chosen = account.users[getCookie(c, actCookie(key)) ?? ""];
  const user = chosen?.deactivatedAt === null ? chosen : userNamed(account);
  return { state: core.state, account, user, version: version() };
}

export const actCookie = (accountKey: string) => `act-as-${accountKey}`;

/** The account that has the opportunity. */
export function seenOpportunity(site: Site, c: Context, id: string): { seen: Seen; opportunity: Opportunity } {
  for (const account of Object.values(site.core.state.accounts)) {
    const opportunity = Object.hasOwn(account.opportunities, id) ? account.opportunities[id] : undefined;
    if (opportunity) return { seen: seenAccount(site, c, account.key), opportunity };
  }
  throw notFound("opportunities", id);
}

export const actOf = (core: Core, { account, user }: Seen): Act => ({
  core,
  account,
  user,
  madeBy: "app",
  credential: null,
});

export async function formOf(
  c: Context,
): Promise<{ text: (name: string) => string; file: (name: string) => File | null }> {
  const form = await c.req.parseBody();
  return {
    text: (name) => {
      const value = form[name];
      return typeof value === "string" ? value.trim() : "";
    },
    file: (name) => {
      const value = form[name];
      return value instanceof File && value.size > 0 ? value : null;
    },
  };
}
