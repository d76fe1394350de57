/**
 * The preflight: every condition asked of Lever, each with what was found and what to do. It also picks what can be picked
 * without a person (stage id, acting user, feedback form), says so, and leaves every pick changeable.
 */
import type { FeedbackTemplate, Webhook } from "@interviewvector/lever";
import type { AtsUser } from "../../db/tables.ts";
import type { ConnectionRow, OpenConnection } from "../connection/open.ts";
import { failureWords } from "../postings.ts";
import { askAll, asked, type Asked } from "./ask.ts";
import type { SetupDeps } from "./deps.ts";
import {
  accountName,
  scopeFinding,
  stageFinding,
  tagFinding,
  tokenFinding,
  unknownWords,
  userFinding,
} from "./find.ts";
import type { Finding, Findings, LineName } from "./line.ts";
import { stageColumns } from "./stage-step.ts";
import { ensureTemplate, isOurs, suitableTemplate } from "./template.ts";
import { webhookUrl } from "./webhooks.ts";

interface Picks {
  /** Lever told us which stages there are. */
  stageAsked: boolean;
  stageId: string | null;
  actingUser: AtsUser | null;
  template: { id: string; name: string } | null;
  /** The form is one that we made. */
  ownForm: boolean;
  name: string | null;
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
    posting_tag: tagFinding(row, answers.postings),
    webhook: await webhookFinding(deps, row, answers.webhooks),
    acting_user: user.finding,
    feedback_template: template.finding,
  };
  const name = row.account_name ?? accountName(answers.postings);
  await store(deps, row, findings, {
    stageAsked: "value" in answers.stages,
    stageId: stage.id,
    actingUser: user.user,
    template: template.template,
    ownForm: isOurs({ text: template.template?.name ?? "" }),
    name,
  });
}

async function templateFinding(
  deps: SetupDeps,
  { row, lever }: OpenConnection,
  templates: Asked<FeedbackTemplate[]>,
): Promise<{ finding: Finding; template: Picks["template"] }> {
  const red = (words: string) => ({ finding: { state: "red", words } as Finding, template: row.feedback_template });
  if ("refused" in templates) return red(unknownWords(templates.refused));
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
  const of = { database: deps.door.database, companyId: row.company_id };
  const made = await asked(() => ensureTemplate(lever, of, templates.value));
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
  const hint = deps.config.publicUrl.startsWith("https:")
    ? ""
    : " Lever sends to https addresses only, and PUBLIC_URL of this installation is none.";
  const byHand =
    "Create it, or make it by hand in Lever and paste its token below. Until then the poll finds moves, a few minutes later.";
  if (!kept || kept.secret === null)
    return { state: "red", words: `The webhook for stage changes is missing. ${byHand}${hint}` };
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
  row: ConnectionRow,
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
      ...(picks.stageAsked ? stageColumns(row.stage_id, picks.stageId, new Date(checkedAt)) : {}),
      account_name: picks.name,
      // Empty: ours, and to be compared with the guides at the next opportunity.
      form_shape: picks.ownForm ? (row.form_shape ?? Buffer.alloc(0)) : null,
      acting_user: picks.actingUser === null ? null : JSON.stringify(picks.actingUser),
      feedback_template: picks.template === null ? null : JSON.stringify(picks.template),
    })
    .where("id", "=", row.id)
    .execute();
}
