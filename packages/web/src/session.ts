/** Who is signed in, and the parts of the product that are theirs. */
import { accountApi } from "@interviewvector/domain";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { redirect } from "react-router";
import { ApiError, call } from "./api.ts";
import type { Me } from "./me.ts";
import { queryClient } from "./query.ts";

export type Area = "company" | "expert" | "operations";

const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => call(accountApi.me, {}, { signal }),
  staleTime: 60_000,
});

/** Before a page of those who sign in is shown. */
export async function requireSession({ request }: { request: Request }): Promise<null> {
  try {
    await queryClient.ensureQueryData(meQuery);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const { pathname, search } = new URL(request.url);
    throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }
}

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export async function freshSession(): Promise<Me> {
  queryClient.clear();
  return queryClient.fetchQuery(meQuery);
}

export const areaPaths: Record<Area, string> = { company: "/app", expert: "/expert", operations: "/ops" };

export function areasOf(me: Me): Area[] {
  const areas: Area[] = [];
  if (me.memberships.length > 0) areas.push("company");
  if (me.expertId !== null) areas.push("expert");
  if (me.serviceRole !== null) areas.push("operations");
  return areas;
}

export function landingOf(me: Me): string {
  const [first] = areasOf(me);
  return first === undefined ? "/app" : areaPaths[first];
}

/** Where to go after sign-in: only a path of this site, never another one. */
export function safeNext(next: string | null): string | null {
  if (next === null || !next.startsWith("/")) return null;
  const target = new URL(next, location.origin);
  const path = target.pathname + target.search + target.hash;
  // Looked at once more as what it has become: "/.//host" is a path here, and its path, "//host", is another site.
  return target.origin === location.origin && !path.startsWith("//") ? path : null;
}

/** The paths that this client shows; the rest belongs to pages the server makes. */
export function isOurs(path: string): boolean {
  return /^\/(app|expert|ops|sign-in|set-password)(\/|\?|#|$)/.test(path);
}
