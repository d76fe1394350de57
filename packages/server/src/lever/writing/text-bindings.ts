/** The API of the words of notes and mails: read, tried, kept, and back to ours. */
import { writingApi as api } from "@interviewvector/domain";
import { recordAudit } from "../../account/audit.ts";
import type { Config } from "../../config.ts";
import type { Tx } from "../../db/database.ts";
import { forCompany, type Binding } from "../../http/bind.ts";
import { invalid, notFound } from "../../http/problem.ts";
import { refuseStale } from "../../http/stale.ts";
import type { CompanySubject } from "../../http/subject.ts";
import { logoUrl } from "../../interview/facts.ts";
import { isTextKey, problemsOf, shown, textViews, tidy } from "../../text/catalogue.ts";
import { forgetText, keepText, ownTexts, type TextKey } from "../../text/store.ts";
import type { ConnectionRow } from "../connection/open.ts";
import { ownConnection, type SetupDeps } from "../setup/deps.ts";

export interface WritingDeps extends SetupDeps {
  config: SetupDeps["config"] & Pick<Config, "supportEmail">;
}

export function textBindings(deps: WritingDeps): Binding[] {
  const { door } = deps;
  const inCompany = <Result>(by: CompanySubject, work: (tx: Tx) => Promise<Result>) =>
    door.database.forCompany(by.companyId, work);
  // The audit log is closed to companies; whose connection it is was asked before.
  const asService = (work: (tx: Tx) => Promise<void>) => door.database.service.transaction().execute(work);
  return [
    forCompany(api.listTexts, async ({ by, params }) => {
      const row = await connectionOf(deps, by, params);
      return { texts: textViews(await inCompany(by, (tx) => ownTexts(tx, row.id))) };
    }),
    forCompany(api.previewText, async ({ by, params, body }) => {
      await connectionOf(deps, by, params);
      const key = keyOf(body);
      const written = { subject: body.subject ?? null, words: tidy(body.words) };
      const problems = problemsOf(key, written);
      if (problems.subject !== null || problems.words !== null) return { problems, shown: null };
      return { problems, shown: shown(key, written, await inCompany(by, (tx) => groundOf(deps, tx, by))) };
    }),
    forCompany(api.saveText, async ({ by, params, body }) => {
      const row = await connectionOf(deps, by, params);
      const key = keyOf(body);
      const written = { subject: key.kind === "note" ? null : tidy(body.subject ?? ""), words: tidy(body.words) };
      const problems = problemsOf(key, written);
      const wrong = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== null);
      if (wrong[0]) throw invalid(wrong[0][1], Object.fromEntries(wrong));
      const changedBy = "name" in by.actor ? (by.actor.name ?? "") : "";
      await asService(async (tx) => {
        await lockText(tx, row.id, { key, basedOn: body.basedOn });
        await keepText(tx, {
          ...key,
          ...written,
          company_id: by.companyId,
          connection_id: row.id,
          changed_by: changedBy,
          changed_at: new Date(door.clock.now()),
        });
        await audit(deps, tx, by, { row, action: "text.changed", key });
      });
      return { ok: true as const };
    }),
    forCompany(api.resetText, async ({ by, params, body }) => {
      const row = await connectionOf(deps, by, params);
      const key = keyOf(body);
      await asService(async (tx) => {
        await lockText(tx, row.id, { key, basedOn: body.basedOn });
        await forgetText(tx, row.id, key);
        await audit(deps, tx, by, { row, action: "text.reset", key });
      });
      return { ok: true as const };
    }),
  ];
}

/** A text that nobody has written yet has no row: its connection is what is locked. */
async function lockText(
  tx: Tx,
  connectionId: string,
  { key, basedOn }: { key: TextKey; basedOn: string | undefined },
): Promise<void> {
  await tx.selectFrom("connections").select("id").where("id", "=", connectionId).forNoKeyUpdate().execute();
  const views = textViews(await ownTexts(tx, connectionId));
  const view = views.find(({ kind, name }) => kind === key.kind && name === key.name);
  refuseStale(basedOn, view?.mark ?? "", "This text");
}

function connectionOf(deps: WritingDeps, by: CompanySubject, params: Record<string, string>): Promise<ConnectionRow> {
  return ownConnection(deps, by, params["connectionId"] ?? "");
}

function keyOf({ kind, name }: TextKey): TextKey {
  if (!isTextKey({ kind, name })) throw notFound("This text");
  return { kind, name };
}

async function groundOf({ door, config }: WritingDeps, tx: Tx, by: CompanySubject) {
  const company = await tx
    .selectFrom("companies")
    .select(["id", "name", "zone", "logo_type", "logo_version"])
    .where("id", "=", by.companyId)
    .executeTakeFirstOrThrow();
  return {
    company: { name: company.name, zone: company.zone, logoUrl: logoUrl(config.publicUrl, company) },
    publicUrl: config.publicUrl,
    supportEmail: config.supportEmail,
    now: door.clock.now(),
  };
}

async function audit(
  { door }: WritingDeps,
  tx: Tx,
  by: CompanySubject,
  { row, action, key }: { row: ConnectionRow; action: string; key: TextKey },
): Promise<void> {
  await recordAudit(tx, {
    at: door.clock.now(),
    companyId: by.companyId,
    actor: by.actor,
    action,
    subject: `connection:${row.id}`,
    details: { ...key },
  });
}
