/** Changing what a connection looks for and acts as. What is chosen is read from Lever first, so that no name is made up. */
import { recordAudit } from "../../account/audit.ts";
import { invalid } from "../../http/problem.ts";
import type { OpenConnection } from "../connection/open.ts";
import { userFacts } from "../seen.ts";
import { checkConnection } from "./check.ts";
import type { By, SetupDeps } from "./deps.ts";

export interface Change {
  name?: string | undefined;
  stageName?: string | undefined;
  postingTag?: string | undefined;
  actingUserId?: string | undefined;
  feedbackTemplateId?: string | undefined;
}

export async function changeConnection(deps: SetupDeps, by: By, open: OpenConnection, change: Change): Promise<void> {
  const { row, lever } = open;
  const user = change.actingUserId === undefined ? null : await lever.users.get(change.actingUserId);
  if (user !== null && user.deactivatedAt !== null) throw invalid(`${user.name} is not active in Lever.`);
  const template =
    change.feedbackTemplateId === undefined ? null : await lever.feedbackTemplates.get(change.feedbackTemplateId);
  await save(deps, by, row.id, {
    ...(change.name === undefined ? {} : { account_name: change.name }),
    ...(change.stageName === undefined ? {} : { stage_name: change.stageName, stage_id: null }),
    ...(change.postingTag === undefined ? {} : { posting_tag: change.postingTag }),
    ...(user === null ? {} : { acting_user: JSON.stringify(userFacts(user)) }),
    ...(template === null ? {} : { feedback_template: JSON.stringify({ id: template.id, name: template.text }) }),
  });
  const again = await deps.connections.open(row.id, { interactive: true, patient: true });
  await checkConnection(deps, again);
  const otherTag = change.postingTag !== undefined && change.postingTag !== row.posting_tag;
  if (otherTag) await deps.postings.refresh(row.id, { interactive: true, patient: true });
}

type Columns = Partial<
  Record<"account_name" | "stage_name" | "posting_tag" | "acting_user" | "feedback_template", string> & {
    stage_id: null;
  }
>;

export async function save({ door }: SetupDeps, by: By, connectionId: string, columns: Columns): Promise<void> {
  if (Object.keys(columns).length === 0) return;
  const { database, clock } = door;
  await database.service.transaction().execute(async (tx) => {
    await tx.updateTable("connections").set(columns).where("id", "=", connectionId).execute();
    await recordAudit(tx, {
      at: clock.now(),
      companyId: by.companyId,
      actor: by.actor,
      action: "connection.changed",
      subject: `connection:${connectionId}`,
      details: { changed: Object.keys(columns) },
    });
  });
}
