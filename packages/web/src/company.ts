/** The company that a page speaks for, and what the person is there. Given by the frame; pages of experts and operators have none. */
import { createContext, useContext } from "react";
import type { Membership } from "./me.ts";

export const CompanyContext = createContext<Membership | null>(null);

export function useCompanyId(): string | null {
  return useContext(CompanyContext)?.companyId ?? null;
}

/** Of a file that a link or a frame opens: there goes no header along, so the company stands in the address. */
export function useFileAddress(path: string): string {
  return `/api/v1${path}?company=${useCompanyId() ?? ""}`;
}

export function useCompany(): Membership {
  const membership = useContext(CompanyContext);
  if (membership === null) throw new Error("This page needs a company around it");
  return membership;
}

/** Why the person may not do what only admins do; null if they may. */
export function useAdminOnly(): string | null {
  return useCompany().role === "admin" ? null : "Only admins of the company can do this. Ask one of them.";
}
