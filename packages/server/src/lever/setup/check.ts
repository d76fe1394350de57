/**
 * The preflight: every condition asked of Lever, each with what was found and what to do. It also picks what can be picked
 * without a person (stage id, acting user, feedback form), says so, and leaves every pick changeable.
 */
import { LeverError, type FeedbackTemplate, type Stage, type User, type Webhook } from "@interviewvector/lever";
import type { AtsUser } from "../../db/tables.ts";
import type { ConnectionRow, OpenConnection } from "../connection/open.ts";
import { userFacts } from "../seen.ts";
import { failureWords } from "../postings.ts";
import { closest } from "./closest.ts";
import type { SetupDeps } from "./deps.ts";
import type { Finding, Findings, LineName } from "./line.ts";
import { missingScopes } from "./scope.ts";
import { ensureTemplate, suitableTemplate } from "./template.ts";
import { webhookUrl } from "./webhooks.ts";

/** What a question to Lever brought: the answer, or why there is none. */
type Asked<Value> = { value: Value } | { refused: LeverError };

interface Answers {
  stages: Asked<Stage[]>;
  users: Asked<User[]>;
  templates: Asked<FeedbackTemplate[]>;
  webhooks: Asked<Webhook[]>;
  opportunities: Asked<unknown>;
  postings: Asked<unknown>;
}

interface Picks {
  stageId: string | null;
  actingUser: AtsUser | null;
  template: { id: string; name: string } | null;
}

/** Checks all, stores findings and picks. Lever not answering is a finding too; only bugs are thrown. */
export async function checkConnection(deps: SetupDeps, open: OpenConnection): Promise<void> {
  const { row } = open;
  const answers = await askAll(open);
  const stage = stageFinding(row, answers.stages);
  const user = userFinding(row, answers.users);
  const template = await templateFinding(deps, open, answers.templates);
  const findings: Partial<Record<LineName, Finding>> = {
    token: tokenFinding(answers),
    scopes: scopeFinding(row, answers),
    stage: stage.finding,
    webhook: await webhookFinding(deps, row, answers.webhooks),
    acting_user: user.finding,
    feedback_template: template.finding,
  };
  await store(deps, row.id, findings, { stageId: stage.id, actingUser: user.user, template: template.template });
}

async function askAll({ lever }: OpenConnection): Promise<Answers> {
  const all = <Value>(listing: AsyncIterable<Value>) => asked(() => Array.fromAsync(listing));
  const [stages, users, templates, webhooks, opportunities, postings] = await Promise.all([
    all(lever.stages.list()),
    all(lever.users.list()),
    all(lever.feedbackTemplates.list()),
    all(lever.webhooks.list()),
    asked(() => lever.opportunities.list({ limit: 1 }).next()),
    asked(() => lever.postings.list({ limit: 1 }).next()),
  ]);
  return { stages, users, templates, webhooks, opportunities, postings };
}

async function asked<Value>(question: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await question() };
  } catch (error) {
    if (error instanceof LeverError) return { refused: error };
    throw error;
  }
}

function refusals(answers: Answers): LeverError[] {
  return Object.values(answers).flatMap((answer: Asked<unknown>) => ("refused" in answer ? [answer.refused] : []));
}

function tokenFinding(answers: Answers): Finding {
  const refused = refusals(answers);
  const closed = refused.find(({ code }) => code === "unauthorized" || code === "invalid_grant");
  if (closed) return { state: "red", words: "Lever refuses our access. Reconnect." };
  const silent = refused.find(({ code }) => code !== "forbidden");
  if (silent) return { state: "red", words: `${failureWords(silent)} Check again in a minute.` };
  return { state: "green", words: "Lever answers and accepts our access." };
}

function scopeFinding(row: ConnectionRow, answers: Answers): Finding {
  const closed = Object.entries(answers).flatMap(([name, answer]: [string, Asked<unknown>]) =>
    "refused" in answer && answer.refused.code === "forbidden" ? [name] : [],
  );
  const missing = row.kind === "oauth" ? missingScopes(row.scopes) : [];
  if (missing.length > 0)
    return { state: "red", words: `Not granted: ${missing.join(", ")}. Reconnect and grant them.` };
  if (closed.length > 0)
    return {
      state: "red",
      words: `Lever does not let us read ${closed.join(", ")}. ${row.kind === "oauth" ? "Reconnect and grant it." : "Make a key with these permissions and reconnect."}`,
    };
  const words =
    row.kind === "oauth"
      ? "All that we ask for is granted."
      : "The key may read all that we need. Rights to write show with the first write.";
  return { state: "green", words };
}

function stageFinding(row: ConnectionRow, stages: Asked<Stage[]>): { finding: Finding; id: string | null } {
  if ("refused" in stages) return { finding: { state: "red", words: failureWords(stages.refused) }, id: row.stage_id };
  const exact = stages.value.find(({ text }) => text === row.stage_name);
  if (exact) return { finding: { state: "green", words: `“${row.stage_name}” is there.` }, id: exact.id };
  // Renamed in Lever, the same stage: what was set up goes on, and the name follows when somebody says so.
  const renamed = stages.value.find(({ id }) => id === row.stage_id)?.text;
  const meant =
    renamed ??
    closest(
      row.stage_name,
      stages.value.map(({ text }) => text),
    );
  const words =
    meant === null
      ? `Lever has no stage “${row.stage_name}”. A Super Admin adds it in Lever: Settings → Pipeline.`
      : `Lever has no stage “${row.stage_name}”, but “${meant}”.`;
  const suggestion = meant === null ? null : { words: `Use “${meant}”`, value: meant };
  return { finding: { state: "red", words, suggestion }, id: renamed === undefined ? null : row.stage_id };
}

function userFinding(row: ConnectionRow, users: Asked<User[]>): { finding: Finding; user: AtsUser | null } {
  if ("refused" in users)
    return { finding: { state: "red", words: failureWords(users.refused) }, user: row.acting_user };
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

async function templateFinding(
  deps: SetupDeps,
  { row, lever }: OpenConnection,
  templates: Asked<FeedbackTemplate[]>,
): Promise<{ finding: Finding; template: Picks["template"] }> {
  const red = (words: string) => ({ finding: { state: "red", words } as Finding, template: row.feedback_template });
  if ("refused" in templates) return red(failureWords(templates.refused));
  const green = ({ id, text }: FeedbackTemplate) => ({
    finding: { state: "green", words: `Reports are filled into “${text}”.` } as Finding,
    template: { id, name: text },
  });
  if (row.feedback_template !== null) {
    const there = templates.value.find(({ id }) => id === row.feedback_template?.id);
    if (!there) return red(`The form “${row.feedback_template.name}” is no longer in Lever. Choose another one.`);
    const able = there.fields.some(({ type }) => type === "score-system");
    return able ? green(there) : red(`The form “${there.text}” has no overall rating. Choose another one.`);
  }
  const suitable = suitableTemplate(templates.value);
  if (suitable) return green(suitable);
  const made = await asked(() => ensureTemplate(lever, deps.door.database, templates.value));
  return "value" in made
    ? green(made.value)
    : red(`${failureWords(made.refused)} Choose a form that is there already.`);
}

async function webhookFinding(deps: SetupDeps, row: ConnectionRow, listed: Asked<Webhook[]>): Promise<Finding> {
  const kept = await deps.door.database.service
    .selectFrom("webhooks")
    .select(["key", "made_by", "ats_webhook_id", "secret"])
    .where("connection_id", "=", row.id)
    .where("event", "=", "candidateStageChange")
    .where("removed_at", "is", null)
    .executeTakeFirst();
  const byHand =
    "Create it, or make it by hand in Lever and paste its token below. Until then the poll finds moves, a few minutes later.";
  if (!kept || kept.secret === null)
    return { state: "red", words: `The webhook for stage changes is missing. ${byHand}` };
  if (kept.made_by === "person") return { state: "green", words: "Made by hand; its token is stored." };
  if ("refused" in listed) return { state: "red", words: `${failureWords(listed.refused)} ${byHand}` };
  const url = webhookUrl(deps.config.publicUrl, kept.key);
  const there = listed.value.some(({ id, url: its }) => id === kept.ats_webhook_id && its === url);
  return there
    ? { state: "green", words: "Made in Lever by us; its token is stored." }
    : { state: "red", words: `The webhook is no longer in Lever. ${byHand}` };
}

async function store(
  { door }: SetupDeps,
  connectionId: string,
  findings: Partial<Record<LineName, Finding>>,
  picks: Picks,
): Promise<void> {
  const checkedAt = new Date(door.clock.now()).toISOString();
  const kept: Findings = Object.fromEntries(
    Object.entries(findings).map(([name, found]) => [name, { ...found, checkedAt }]),
  );
  await door.database.service
    .updateTable("connections")
    .set({
      preflight: JSON.stringify(kept),
      stage_id: picks.stageId,
      acting_user: picks.actingUser === null ? null : JSON.stringify(picks.actingUser),
      feedback_template: picks.template === null ? null : JSON.stringify(picks.template),
    })
    .where("id", "=", connectionId)
    .execute();
}
