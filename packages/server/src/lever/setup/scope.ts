/** What we ask of Lever, and why, in the words of the dialog. Nothing that is not needed; what a company may leave out says what is then done by hand. */
export interface Scope {
  scope: string;
  why: string;
  /** Null: needed. Else what is done without it, and whether it is asked for unless somebody says otherwise. */
  optional: { without: string; asked: boolean } | null;
}

const needed = (scope: string, why: string): Scope => ({ scope, why, optional: null });

export const scopes: readonly Scope[] = [
  needed("offline_access", "Stay connected without asking you every hour."),
  needed("opportunities:read:admin", "See who is moved into the stage: name, contact data, posting, owner."),
  needed("postings:read:admin", "See which jobs carry the tag."),
  needed("stages:read:admin", "Find the stage."),
  needed("archive_reasons:read:admin", "Tell hired from archived."),
  needed("resumes:read:admin", "See whether there is a résumé, and show it to your team."),
  needed("users:read:admin", "Address the owner of a candidate, and know whom we act as."),
  needed("notes:write:admin", "Write what happens into the candidate's story."),
  needed("panels:write:admin", "Put the booked interview on the candidate."),
  needed("interviews:write:admin", "Move or cancel that interview."),
  needed("feedback:write:admin", "Fill in the feedback form from the expert's report."),
  needed("feedback_templates:write:admin", "Find, or make, the feedback form."),
  needed("files:write:admin", "Attach the report as a PDF."),
  {
    scope: "webhooks:write:admin",
    why: "Hear of moves at once.",
    optional: {
      without: "Without it a Super Admin makes one webhook by hand, and pastes its token here.",
      asked: true,
    },
  },
  {
    scope: "opportunities:write:admin",
    why: "Set a status tag and a link on the candidate, where you switch them on.",
    optional: { without: "Without it neither can be switched on; everything else works.", asked: true },
  },
  {
    scope: "users:write:admin",
    why: "Make one Lever user of our own, in whose name notes and feedback are written.",
    optional: { without: "Without it you choose one of your users, or make one in Lever.", asked: false },
  },
];

/** What the consent asks for: all that is needed, and of the rest what the company agreed to. */
export function askedScopes(optional: readonly string[] | undefined): string[] {
  return scopes
    .filter((one) => one.optional === null || (optional?.includes(one.scope) ?? one.optional.asked))
    .map(({ scope }) => scope);
}

/** Scopes that were asked for and not given; the right to write includes the right to read. */
export function missingScopes(granted: readonly string[], asked: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, scope.replace(":write:", ":read:")]));
  const wanted = asked.length > 0 ? asked : askedScopes(undefined);
  return wanted.filter((scope) => scope !== "offline_access" && !has.has(scope));
}

export function isOptional(scope: string): boolean {
  return scopes.some((one) => one.scope === scope && one.optional !== null);
}
