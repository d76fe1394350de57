/** What we ask of Lever, and why, in the words of the dialog. Nothing that is not needed. */
export const scopes: readonly { scope: string; why: string }[] = [
  { scope: "offline_access", why: "Stay connected without asking you every hour." },
  {
    scope: "opportunities:write:admin",
    why: "See who is moved into the stage: name, contact data, posting, owner. Written are only a status tag and a link, and only if you switch them on.",
  },
  { scope: "postings:read:admin", why: "See which jobs carry the tag." },
  { scope: "stages:read:admin", why: "Find the stage." },
  { scope: "archive_reasons:read:admin", why: "Tell hired from archived." },
  { scope: "resumes:read:admin", why: "See whether there is a résumé, and show it to your team." },
  { scope: "users:read:admin", why: "Address the owner of a candidate, and know whom we act as." },
  { scope: "notes:write:admin", why: "Write what happens into the candidate's story." },
  { scope: "panels:write:admin", why: "Put the booked interview on the candidate." },
  { scope: "interviews:write:admin", why: "Move or cancel that interview." },
  { scope: "feedback:write:admin", why: "Fill in the feedback form from the expert's report." },
  { scope: "feedback_templates:write:admin", why: "Find, or make, the feedback form." },
  { scope: "files:write:admin", why: "Attach the report as a PDF." },
  { scope: "webhooks:write:admin", why: "Hear of moves at once." },
];

/** Scopes that were asked for and not given; the right to write includes the right to read. */
export function missingScopes(granted: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, scope.replace(":write:", ":read:")]));
  return scopes.map(({ scope }) => scope).filter((scope) => scope !== "offline_access" && !has.has(scope));
}
