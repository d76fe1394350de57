/** The API of the feedback form: shown with a sample, tried with another choice, kept. */
import { feedbackFormApi as api, type FeedbackMapping } from "@interviewvector/domain";
import type { FeedbackTemplate } from "@interviewvector/lever";
import { recordAudit } from "../../account/audit.ts";
import { forCompany, type Binding } from "../../http/bind.ts";
import { invalid } from "../../http/problem.ts";
import type { CompanySubject } from "../../http/subject.ts";
import { askingLever, ownConnection, type SetupDeps } from "../setup/deps.ts";
import { checkedMapping, formView, guidesOf, templateOf } from "./feedback-form.ts";

export function feedbackFormBindings(deps: SetupDeps): Binding[] {
  return [
    forCompany(api.getFeedbackForm, ({ by, params }) => inForm(deps, by, params, ({ kept }) => Promise.resolve(kept))),
    forCompany(api.previewFeedbackForm, ({ by, params, body }) =>
      inForm(deps, by, params, () => Promise.resolve(body.mapping)),
    ),
    forCompany(api.saveFeedbackForm, ({ by, params, body }) =>
      inForm(deps, by, params, async ({ connectionId, template }) => {
        if (template === null) throw invalid("Choose a feedback form first.");
        const mapping = checkedMapping(template, body.mapping);
        await keep(deps, by, { connectionId, templateId: template.id, mapping });
        return mapping;
      }),
    ),
  ];
}

interface InForm {
  connectionId: string;
  template: FeedbackTemplate | null;
  kept: FeedbackMapping;
}

/** Answers with the form as the mapping that `work` gives fills it in. */
async function inForm(
  deps: SetupDeps,
  by: CompanySubject,
  params: Record<string, string>,
  work: (form: InForm) => Promise<FeedbackMapping>,
) {
  const { id } = await ownConnection(deps, by, params["connectionId"] ?? "");
  return askingLever(async () => {
    const open = await deps.connections.open(id, { interactive: true, patient: true });
    const template = await templateOf(open);
    const kept = (template && open.row.feedback_mapping[template.id]) ?? {};
    const mapping = await work({ connectionId: id, template, kept });
    return deps.door.database.forCompany(by.companyId, async (tx) => {
      const guides = await guidesOf(tx);
      const { zone } = await tx
        .selectFrom("companies")
        .select("zone")
        .where("id", "=", by.companyId)
        .executeTakeFirstOrThrow();
      const reportLink = `${deps.config.publicUrl}/app/interviews/example/report`;
      return formView(template, guides, mapping, { now: deps.door.clock.now(), zone, reportLink });
    });
  });
}

async function keep(
  { door }: SetupDeps,
  by: CompanySubject,
  { connectionId, templateId, mapping }: { connectionId: string; templateId: string; mapping: FeedbackMapping },
): Promise<void> {
  await door.database.service.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("connections")
      .select("feedback_mapping")
      .where("id", "=", connectionId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("connections")
      .set({ feedback_mapping: JSON.stringify({ ...row.feedback_mapping, [templateId]: mapping }) })
      .where("id", "=", connectionId)
      .execute();
    await recordAudit(tx, {
      at: door.clock.now(),
      companyId: by.companyId,
      actor: by.actor,
      action: "connection.mapping_changed",
      subject: `connection:${connectionId}`,
      details: { fields: Object.keys(mapping) },
    });
  });
}
