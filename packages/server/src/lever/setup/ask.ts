/**
 * What a check asks of Lever: each listing that we need, and of one candidate everything that hangs on it, since keys have a
 * permission for each. It reads; a refusal is an answer too.
 */
import {
  LeverError,
  type FeedbackTemplate,
  type LeverClient,
  type Posting,
  type Stage,
  type User,
  type Webhook,
} from "@interviewvector/lever";
import type { OpenConnection } from "../connection/open.ts";

/** What a question to Lever brought: the answer, or why there is none. */
export type Asked<Value> = { value: Value } | { refused: LeverError };

export interface Answers {
  stages: Asked<Stage[]>;
  users: Asked<User[]>;
  templates: Asked<FeedbackTemplate[]>;
  webhooks: Asked<Webhook[]>;
  postings: Asked<Posting[]>;
  /** Everything else that must be readable, by the name of its permission. */
  rights: { name: string; answer: Asked<unknown> }[];
}

/** Enough to see how tags are written, without reading a large company's whole archive of jobs. */
const MOST_POSTINGS = 300;

export async function askAll({ lever }: OpenConnection): Promise<Answers> {
  const all = <Value>(listing: AsyncIterable<Value>) => asked(() => Array.fromAsync(listing));
  const [stages, users, templates, webhooks, postings, rights] = await Promise.all([
    all(lever.stages.list()),
    all(lever.users.list()),
    all(lever.feedbackTemplates.list()),
    all(lever.webhooks.list()),
    asked(() => firstOf(lever.postings.list({ limit: 100 }, { onMisfit: () => undefined }), MOST_POSTINGS)),
    askRights(lever),
  ]);
  return { stages, users, templates, webhooks, postings, rights };
}

export async function asked<Value>(question: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await question() };
  } catch (error) {
    if (error instanceof LeverError) return { refused: error };
    throw error;
  }
}

async function askRights(lever: LeverClient): Promise<Answers["rights"]> {
  const one = (listing: AsyncIterable<unknown>) => asked(() => firstOf(listing, 1));
  // It is asked whether we may read them; one that makes no sense is no answer to that.
  const first = lever.opportunities.list({ limit: 1 }, { onMisfit: () => undefined });
  const opportunities = await asked(() => firstOf(first, 1));
  const reasons = await one(lever.archiveReasons.list());
  const id = "value" in opportunities ? opportunities.value[0]?.id : undefined;
  const listings: Record<string, AsyncIterable<unknown>> = id === undefined
    ? {}
    : {
        notes: lever.notes.list(id),
        panels: lever.panels.list(id),
        interviews: lever.interviews.list(id),
        feedback: lever.feedback.list(id),
        files: lever.files.list(id),
        résumés: lever.resumes.list(id),
      };
  const ofCandidate = await Promise.all(
    Object.entries(listings).map(async ([name, listing]) => ({ name, answer: await one(listing) })),
  );
  return [
    { name: "opportunities", answer: opportunities },
    { name: "archive reasons", answer: reasons },
    ...ofCandidate,
  ];
}

async function firstOf<Item>(listing: AsyncIterable<Item>, most: number): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of listing) {
    items.push(item);
    if (items.length >= most) break;
  }
  return items;
}
