/** From Lever's answers to the lines of the checklist, and to what can be picked without a person. Pure. */
import type { LeverError, Posting, Stage, User } from "@interviewvector/lever";
import type { AtsUser } from "../../db/tables.ts";
import type { ConnectionRow } from "../connection/open.ts";
import { failureWords } from "../postings.ts";
import { userFacts } from "../seen.ts";
import type { Answers, Asked } from "./ask.ts";
import { closest } from "./closest.ts";
import type { Finding } from "./line.ts";
import { missingScopes } from "./scope.ts";

function named({ rights, ...rest }: Answers): { name: string; answer: Asked<unknown> }[] {
  return [...Object.entries(rest).map(([name, answer]) => ({ name, answer: answer as Asked<unknown> })), ...rights];
}

export function tokenFinding(answers: Answers): Finding {
  const refused = named(answers).flatMap(({ answer }) => ("refused" in answer ? [answer.refused] : []));
  const closed = refused.find(({ code }) => code === "unauthorized" || code === "invalid_grant");
  if (closed) return { state: "red", words: "Lever refuses our access. Reconnect." };
  const silent = refused.find(({ code }) => code !== "forbidden");
  if (silent) return { state: "red", words: unknownWords(silent) };
  return { state: "green", words: "Lever answers and accepts our access." };
}

/** Why a line could not be looked at, and what to do: a right that lacks has a line of its own. */
export function unknownWords(error: LeverError): string {
  switch (error.code) {
    case "forbidden":
      return "Lever does not let us look at this: the line “Rights” says what to grant.";
    case "unauthorized":
    case "invalid_grant":
      return "Lever refuses our access. Reconnect.";
    default:
      return `${failureWords(error)} Check again in a minute.`;
  }
}

/** Webhooks have a line of their own, and a way without this right. */
export function scopeFinding(row: ConnectionRow, answers: Answers): Finding {
  const missing = row.kind === "oauth" ? missingScopes(row.scopes, row.asked_scopes) : [];
  if (missing.length > 0)
    return { state: "red", words: `Not granted: ${missing.join(", ")}. Reconnect and grant them.` };
  const closed = named(answers).flatMap(({ name, answer }) =>
    name !== "webhooks" && "refused" in answer && answer.refused.code === "forbidden" ? [name] : [],
  );
  if (closed.length > 0)
    return {
      state: "red",
      words: `Lever does not let us read ${closed.join(", ")}. ${row.kind === "oauth" ? "Reconnect and grant it." : "Make a key with these permissions and reconnect."}`,
    };
  const words =
    row.kind === "oauth"
      ? "All that we ask for is granted."
      : "The key may read all that we need. Lever does not tell which rights to write it has: they show with the first write.";
  return { state: "green", words };
}

/** Tags are case-sensitive in Lever. Source: https://hire.lever.co/developer/documentation#list-all-postings (tag) */
export function tagFinding({ posting_tag: tag }: ConnectionRow, postings: Asked<Posting[]>): Finding {
  if ("refused" in postings) return { state: "red", words: unknownWords(postings.refused) };
  const tagged = postings.value.filter(({ tags }) => tags.includes(tag)).length;
  if (tagged > 0)
    return { state: "green", words: tagged === 1 ? `One job carries “${tag}”.` : `${tagged} jobs carry “${tag}”.` };
  const meant = closest(tag, [...new Set(postings.value.flatMap(({ tags }) => tags))]);
  if (meant === null) return { state: "green", words: `No job carries “${tag}” yet: tag one in Lever to begin.` };
  return {
    state: "red",
    words: `No job carries “${tag}”, but some carry “${meant}”. Lever tells capital and small letters apart.`,
    suggestion: { words: `Use “${meant}”`, value: meant },
  };
}

/** Lever does not say whose account it is; the address of its job site does. */
export function accountName(postings: Asked<Posting[]>): string | null {
  if ("refused" in postings) return null;
  for (const { urls } of postings.value) {
    const site = urls?.list ?? urls?.show;
    const slug = site && URL.canParse(site) ? new URL(site).pathname.split("/")[1] : undefined;
    if (slug) return slug.charAt(0).toUpperCase() + slug.slice(1);
  }
  return null;
}

export function stageFinding(row: ConnectionRow, stages: Asked<Stage[]>): { finding: Finding; id: string | null } {
  if ("refused" in stages) return { finding: { state: "red", words: unknownWords(stages.refused) }, id: row.stage_id };
  const exact = stages.value.find(({ text }) => text === row.stage_name);
  if (exact) return { finding: { state: "green", words: `“${row.stage_name}” is there.` }, id: exact.id };
  // Renamed in Lever, the same stage: what was set up goes on, and the name follows when somebody says so.
  const renamed = stages.value.find(({ id }) => id === row.stage_id)?.text;
  const meant = closest(
    row.stage_name,
    stages.value.map(({ text }) => text),
  );
  if (renamed !== undefined)
    return {
      finding: {
        state: "red",
        words: `The stage is called “${renamed}” in Lever now. Moves into it still count; use its new name here as well.`,
        suggestion: { words: `Use “${renamed}”`, value: renamed },
      },
      id: row.stage_id,
    };
  const words =
    meant === null
      ? `Lever has no stage “${row.stage_name}”: nobody can be invited. A Super Admin adds it in Lever: Settings → Pipeline.`
      : `Lever has no stage “${row.stage_name}”, but “${meant}”: nobody is invited until the names agree.`;
  const suggestion = meant === null ? null : { words: `Use “${meant}”`, value: meant };
  return { finding: { state: "red", words, suggestion }, id: null };
}

export function userFinding(row: ConnectionRow, users: Asked<User[]>): { finding: Finding; user: AtsUser | null } {
  if ("refused" in users)
    return { finding: { state: "red", words: unknownWords(users.refused) }, user: row.acting_user };
  const active = users.value.filter(({ deactivatedAt }) => deactivatedAt === null);
  const chosen = active.find(({ id }) => id === row.acting_user?.id);
  if (chosen) return { finding: { state: "green", words: `We act as ${chosen.name}.` }, user: userFacts(chosen) };
  if (row.acting_user !== null) {
    const words = `${row.acting_user.name} is no longer an active user in Lever. Choose another one.`;
    return { finding: { state: "red", words }, user: row.acting_user };
  }
  const own = active.filter(({ name }) => name.trim().toLowerCase() === "interviewvector");
  const superAdmins = active
    .filter(({ accessRole }) => accessRole === "super admin")
    .sort((left, right) => (left.createdAt ?? 0) - (right.createdAt ?? 0));
  const pick = own.length === 1 ? own[0] : superAdmins[0];
  if (!pick)
    return { finding: { state: "red", words: "Choose the Lever user that we act as, or create one." }, user: null };
  const words =
    pick === own[0]
      ? `We act as ${pick.name}.`
      : `We act as ${pick.name} (Super Admin), chosen by us. A user of its own is better: choose or create one.`;
  return { finding: { state: "green", words }, user: userFacts(pick) };
}
