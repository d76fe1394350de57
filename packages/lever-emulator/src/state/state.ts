/**
 * Making, copying and looking things up in the state. Lookups refuse with Lever's "was not found"; lists come back in
 * the order in which things were made.
 */
import { notFound } from "../refusal.ts";
import type { Account, OAuthApp, State, WebhookEvent } from "./records.ts";
import { webhookEvents } from "./records.ts";

export function emptyState(apps: OAuthApp[]): State {
  return {
    idsGiven: 0,
    clockOffsetMs: 0,
    accounts: {},
    oauth: { apps, grants: {}, codes: {}, accessTokens: {}, refreshTokens: {} },
    deliveries: [],
  };
}

export function emptyAccount(key: string, id: string, name: string): Account {
  return {
    key,
    id,
    name,
    stages: [],
    archiveReasons: [],
    apiKeys: [],
    webhookGroups: Object.fromEntries(webhookEvents.map((event) => [event, false])) as Record<WebhookEvent, boolean>,
    users: {},
    contacts: {},
    postings: {},
    opportunities: {},
    deletedOpportunities: [],
    applications: {},
    notes: {},
    feedbackTemplates: {},
    feedback: {},
    panels: {},
    interviews: {},
    files: {},
    resumes: {},
    fileActions: [],
    uploads: {},
    webhooks: {},
  };
}

/** Puts `next` in place of everything in `state`, so that whoever holds the object sees it. */
export function replaceState(state: State, next: State): void {
  Object.assign(state, next);
}

type Collections = {
  [K in keyof Account]: Account[K] extends Record<string, { id: string }> ? K : never;
}[keyof Account];

const plurals: Record<Collections, string> = {
  users: "users",
  contacts: "contacts",
  postings: "postings",
  opportunities: "opportunities",
  applications: "applications",
  notes: "notes",
  feedbackTemplates: "feedback_templates",
  feedback: "feedback",
  panels: "panels",
  interviews: "interviews",
  files: "files",
  resumes: "resumes",
  uploads: "uploads",
  webhooks: "webhooks",
};

export function find<K extends Collections>(account: Account, collection: K, id: string): Account[K][string] {
  const records: Account[K] = account[collection];
  const record = Object.hasOwn(records, id) ? records[id] : undefined;
  if (!record) throw notFound(plurals[collection], id);
  return record as Account[K][string];
}

/** As `find`, and the record must belong to the opportunity. */
export function findOf<K extends "applications" | "notes" | "feedback" | "panels" | "interviews" | "files" | "resumes">(
  account: Account,
  collection: K,
  where: { opportunity: string; id: string },
): Account[K][string] {
  const record = find(account, collection, where.id);
  if (record.opportunityId !== where.opportunity) throw notFound(plurals[collection], where.id);
  return record;
}

export function of<T extends { opportunityId: string }>(records: Record<string, T>, opportunityId: string): T[] {
  return Object.values(records).filter((record) => record.opportunityId === opportunityId);
}

export function findStage(account: Account, id: string) {
  const stage = account.stages.find((candidate) => candidate.id === id);
  if (!stage) throw notFound("stages", id);
  return stage;
}

export function findArchiveReason(account: Account, id: string) {
  const reason = account.archiveReasons.find((candidate) => candidate.id === id);
  if (!reason) throw notFound("archive_reasons", id);
  return reason;
}
