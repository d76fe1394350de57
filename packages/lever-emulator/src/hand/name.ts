/** Things by the names that people use; a miss says what there is. */
import type { Account, ArchiveReason, FeedbackTemplate, Opportunity, Posting, Stage, User } from "../state/records.ts";

export const stage = (account: Account, nameOrId: string): Stage =>
  pick("stage", account.stages, { wanted: nameOrId, name: ({ text }) => text });

export const archiveReason = (account: Account, nameOrId: string): ArchiveReason =>
  pick("archive reason", account.archiveReasons, { wanted: nameOrId, name: ({ text }) => text });

export const posting = (account: Account, titleOrId: string): Posting =>
  pick("posting", Object.values(account.postings), { wanted: titleOrId, name: ({ text }) => text });

export const feedbackTemplate = (account: Account, nameOrId: string): FeedbackTemplate =>
  pick("feedback template", Object.values(account.feedbackTemplates), { wanted: nameOrId, name: ({ text }) => text });

export const opportunity = (account: Account, nameOrId: string): Opportunity =>
  pick("opportunity", Object.values(account.opportunities), {
    wanted: nameOrId,
    name: ({ contact }) => account.contacts[contact]?.name ?? "",
  });

/** The first Super Admin if none is named. */
export function user(account: Account, usernameOrId?: string): User {
  const users = Object.values(account.users);
  const superAdmin = users.find(({ accessRole }) => accessRole === "super admin");
  if (usernameOrId === undefined && superAdmin) return superAdmin;
  return pick("user", users, { wanted: usernameOrId ?? "super admin", name: ({ username }) => username });
}

function pick<T extends { id: string }>(
  kind: string,
  records: T[],
  by: { wanted: string; name: (record: T) => string },
): T {
  const found =
    records.find((record) => record.id === by.wanted) ?? records.find((record) => by.name(record) === by.wanted);
  if (found) return found;
  throw new Error(`There is no ${kind} ${by.wanted}; there are: ${records.map(by.name).join(", ")}`);
}
