/**
 * Where a redirect may lead. Lever moves requests to the customer's data centre by 301; credentials must not follow a
 * redirect to anybody else.
 * Lever: https://hire.lever.co/developer/documentation#responses-and-errors, https://hire.lever.co/developer/oauth
 */

/** 302 and 303 may mean "done, look there", so a write is never repeated for them. */
export function isRedirect(status: number, takesEffect: boolean): boolean {
  if (status === 301 || status === 307 || status === 308) return true;
  return !takesEffect && (status === 302 || status === 303);
}

/** The address to go to, or undefined if it is missing, malformed or not to be trusted with credentials. */
export function trustedTarget(from: string, location: string | null): string | undefined {
  if (location === null || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  if (target.username !== "" || target.password !== "") return undefined;
  return target.origin === new URL(from).origin || isLeverHost(target) ? target.href : undefined;
}

function isLeverHost(target: URL): boolean {
  const ours = target.hostname === "lever.co" || target.hostname.endsWith(".lever.co");
  return ours && target.protocol === "https:" && target.port === "";
}
