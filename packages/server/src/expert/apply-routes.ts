/** The public application: read, checked, stored as an expert who stands at `applied`. What an address is known for is told to nobody. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { show } from "../candidate/frame.ts";
import { softLimit } from "../candidate/rate.ts";
import { formBody } from "../http/form-body.ts";
import { type AppContext, type Variables } from "../http/problem.ts";
import type { FileStore } from "../files/store.ts";
import { firstNameOf } from "../interview/first-name.ts";
import type { Door } from "../interview/act.ts";
import { oweApplicationMails } from "../mail/application-effects.ts";
import { recordMove } from "../operations/vetting.ts";
import { type Application, checkApplication, readTyped } from "./application.ts";
import { applyPage, mostCvBytes, thanksPage, untyped } from "./apply-page.ts";

export interface ApplyDeps {
  door: Door;
  files: FileStore;
  supportEmail: string;
}

export function applyRoutes(deps: ApplyDeps): Hono<{ Variables: Variables }> {
  const { door, supportEmail } = deps;
  const routes = new Hono<{ Variables: Variables }>();
  // Of everybody together: a flood costs a folder full of files at most.
  const limit = softLimit(door.clock, { most: 60, spanMinutes: 60 });
  routes.get("/experts/apply", (context) => show(context, applyPage(untyped), { supportEmail }));
  routes.post(
    "/experts/apply",
    bodyLimit({
      maxSize: mostCvBytes + 100_000,
      onError: (context) =>
        show(context as AppContext, applyPage(untyped, { cv: "The CV is larger than 5 MB." }), {
          supportEmail,
          status: 413,
        }),
    }),
    async (context) => {
      const body = await formBody(context);
      const typed = readTyped(body);
      // A field that people don't see: whoever fills it is a program, and is thanked like everybody else.
      if (body["website"]?.some((value) => value !== "")) return show(context, thanksPage(), { supportEmail });
      const checked = await checkApplication(typed, body["cv"]?.at(-1));
      if ("wrong" in checked) return show(context, applyPage(typed, checked.wrong), { supportEmail, status: 422 });
      if (!limit.allows("all"))
        return show(
          context,
          applyPage(typed, { name: "Many people are applying at this moment. Please try again in an hour." }),
          {
            supportEmail,
            status: 429,
          },
        );
      await store(deps, checked);
      return context.redirect("/experts/thanks", 303);
    },
  );
  routes.get("/experts/thanks", (context) => show(context, thanksPage(), { supportEmail }));
  return routes;
}

async function store({ door, files }: ApplyDeps, application: Application): Promise<void> {
  const now = door.clock.now();
  const id = door.newId();
  await door.database.service.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto("experts")
      .values({
        id,
        user_id: null,
        name: application.name,
        first_name: firstNameOf(application.name),
        email: application.email,
        zone: application.zone,
        state: "applied",
        skills: JSON.stringify(application.skills),
        languages: application.languages,
        employers: application.employers,
        former_employers: application.former,
        linkedin_url: application.linkedin,
        meeting_url: null,
        created_at: new Date(now),
        offer_counted_at: new Date(now),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    // Known already: what stands is not changed by a form that anybody can fill in, and the answer is the same.
    if (Number(made.numInsertedOrUpdatedRows) === 0) return;
    const { cv } = application;
    const cvId = cv === null ? null : door.newId();
    if (cv !== null && cvId !== null) await files.put(tx, { id: cvId, ...cv, at: now });
    await tx
      .insertInto("expert_applications")
      .values({
        expert_id: id,
        years: application.years,
        linkedin_url: application.linkedin,
        words: application.words,
        cv_file_id: cvId,
        at: new Date(now),
      })
      .execute();
    await recordMove(tx, { expertId: id, from: null, to: "applied", reason: "", actor: { kind: "system" }, at: now });
    await oweApplicationMails(tx, { newId: door.newId, expertId: id, at: now });
  });
}
