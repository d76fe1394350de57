/** The API of the feedback form: shown with a sample, tried with another choice, kept. */
import { feedbackFormApi as api, type FeedbackMapping } from "@interviewvector/domain";
import type { FeedbackTemplate } from "@interviewvector/lever";
import { recordAudit } from "../../account/audit.ts";
import { forCompany, type Binding } from "../../http/bind.ts";
import { invalid } from "../../http/problem.ts";
import { markOf, refuseStale } from "../../http/stale.ts";
import type { CompanySubject } from "../../http/subject.ts";
import { askingLever, ownConnection, type SetupDeps } from "../setup/deps.ts";
import { checkedMapping, formView, guidesOf, templateOf } from "./feedback-form.ts";

export function feedbackFormBindings(deps: SetupDeps): Binding[] {
  return [
    forCompany(api.getFeedbackForm, ({ by, params }) =>
      inForm(deps, by, params, ({ kept }) => Promise.resolve({ mapping: kept, kept })),
    ),
    forCompany(api.previewFeedbackForm, ({ by, params, body }) =>
      inForm(deps, by, params, ({ kept }) => Promise.resolve({ mapping: body.mapping, kept })),
    ),
    forCompany(api.saveFeedbackForm, ({ by, params, body }) =>
      inForm(deps, by, params, async ({ connectionId, template }) => {
        if (template === null) throw invalid("Choose a feedback form first.");
        const mapping = checkedMapping(template, body.mapping);
        const kept = await keep(deps, by, { connectionId, templateId: template.id, mapping, basedOn: body.basedOn });
        return { mapping, kept };
      }),
    ),
  ];
}

interface InForm {
  connectionId: string;
  template: FeedbackTemplate | null;
  kept: FeedbackMapping;
}

/** As the database has them: the order of what is in it is always the same there. */
interface Worked {
  /** To fill in the sample with. */
  mapping: FeedbackMapping;
  kept: FeedbackMapping;
}

/** Answers with the form as `work` fills it in. */
async function inForm(
  deps: SetupDeps,
  by: CompanySubject,
  params: Record<string, string>,
  work: (form: InForm) => Promise<Worked>,
) {
  const { id } = await ownConnection(deps, by, params["connectionId"] ?? "");
  return askingLever(async () => {
    const open = await deps.connections.open(id, { interactive: true, patient: true });
    const template = await templateOf(open);
    const { mapping, kept } = await work({
      connectionId: id,
      template,
      kept: (template && open.row.feedback_mapping[template.id]) ?? {},
    });
    return deps.door.database.forCompany(by.companyId, async (tx) => {
      const guides = await guidesOf(tx);
      const { zone } = await tx
        .selectFrom("companies")
        .select("zone")
        .where("id", "=", by.companyId)
        .executeTakeFirstOrThrow();
      const reportLink = `${deps.config.publicUrl}/app/interviews/example/report`;
      const view = formView(template, guides, mapping, { now: deps.door.clock.now(), zone, reportLink });
      return { ...view, mark: markOf(kept) };
    });
  });
}

interface Kept {
  connectionId: string;
  templateId: string;
  mapping: FeedbackMapping;
  basedOn: string | undefined;
}

/** Returns it as it is kept. */
function keep(
  { door }: SetupDeps,
  by: CompanySubject,
  { connectionId, templateId, mapping, basedOn }: Kept,
): Promise<FeedbackMapping> {
  return door.database.service.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("connections")
      .select("feedback_mapping")
      .where("id", "=", connectionId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    refuseStale(basedOn, markOf(row.feedback_mapping[templateId] ?? {}), "What fills the form");
    const { feedback_mapping: kept } = await tx
      .updateTable("connections")
      .set({ feedback_mapping: JSON.stringify({ ...row.feedback_mapping, [templateId]: mapping }) })
      .where("id", "=", connectionId)
      .returning("feedback_mapping")
      .executeTakeFirstOrThrow();
    await recordAudit(tx, {
      at: door.clock.now(),
      companyId: by.companyId,
      actor: by.actor,
      action: "connection.mapping_changed",
      subject: `connection:${connectionId}`,
      details: { fields: Object.keys(mapping) },
    });
    return kept[templateId] ?? {};
  });
}
