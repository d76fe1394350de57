/** The API of what can be chosen, made and pasted in a standing connection. */
import { integrationApi as api } from "@interviewvector/domain";
import { forCompany, type Binding } from "../../http/bind.ts";
import { changeConnection, save } from "./change.ts";
import { checkConnection } from "./check.ts";
import { choices, ensureActingUser } from "./choice.ts";
import { askingLever, ownConnection, type SetupDeps } from "./deps.ts";
import { ensureTemplate } from "./template.ts";
import type { InConnection, View } from "./view.ts";
import { createWebhooks, storeToken, verifyWebhooks } from "./webhooks.ts";
import { failureWords } from "../postings.ts";
import { HttpProblem } from "../../http/problem.ts";

export function changeBindings(deps: SetupDeps, view: View, inConnection: InConnection): Binding[] {
  return [
    forCompany(api.updateConnection, ({ by, params, body }) =>
      inConnection(by, params["connectionId"], (open) => changeConnection(deps, by, open, body)),
    ),
    forCompany(api.connectionChoices, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      return askingLever(async () =>
        choices(await deps.connections.open(row.id, { interactive: true, patient: true })),
      );
    }),
    forCompany(api.createActingUser, ({ by, params, body }) =>
      inConnection(by, params["connectionId"], async (open) => {
        const user = await ensureActingUser(open, body);
        await changeConnection(deps, by, open, { actingUserId: user.id });
      }),
    ),
    forCompany(api.createTemplate, ({ by, params }) =>
      inConnection(by, params["connectionId"], async (open) => {
        const templates = await Array.fromAsync(open.lever.feedbackTemplates.list());
        const of = { database: deps.door.database, companyId: open.row.company_id };
        const template = await ensureTemplate(open.lever, of, templates);
        const columns = { feedback_template: JSON.stringify({ id: template.id, name: template.text }) };
        await save(deps, by, open.row.id, columns);
        await checkConnection(deps, await deps.connections.open(open.row.id, { interactive: true, patient: true }));
      }),
    ),
    forCompany(api.createWebhooks, ({ by, params }) =>
      inConnection(by, params["connectionId"], async (open) => {
        const refused = await createWebhooks(deps, open);
        await checkConnection(deps, open);
        if (refused)
          throw new HttpProblem(
            409,
            "webhooks_refused",
            "Lever does not let us create webhooks. Make them by hand, as described below.",
            {
              detail: failureWords(refused),
            },
          );
      }),
    ),
    forCompany(api.verifyWebhooks, ({ by, params }) =>
      inConnection(by, params["connectionId"], async (open) => {
        if ((await verifyWebhooks(deps, open)) !== "gone") return;
        // The checklist says it as well, once it is looked at again.
        await checkConnection(deps, open);
        throw new HttpProblem(
          409,
          "webhook_gone",
          "A webhook of ours is no longer in Lever. Press “Create in Lever again” under Webhooks, then “Verify”.",
        );
      }),
    ),
    forCompany(api.pasteWebhookToken, ({ by, params, body }) =>
      inConnection(by, params["connectionId"], async (open) => {
        await storeToken(deps, open, params["event"] ?? "", body.signatureToken);
        await checkConnection(deps, open);
      }),
    ),
    forCompany(api.forgetLeftWebhooks, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      await deps.door.database.service
        .updateTable("webhooks")
        .set({ left_in_ats: false })
        .where("connection_id", "=", row.id)
        .execute();
      return view(by, row.id);
    }),
  ];
}
