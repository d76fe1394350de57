/** What a recruiter does to one candidate on the board. Every action is a plain form that leads back to where it was. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { anonymizeContact, editContact } from "../contact/act.ts";
import type { Act } from "../core.ts";
import { addResume, removeResume } from "../file/act.ts";
import { handsOf } from "../hand/hands.ts";
import { createNote, reply } from "../note/act.ts";
import {
  archive,
  changeTags,
  deleteOpportunity,
  moveToStage,
  setConfidentiality,
  setOwner,
  unarchive,
} from "../opportunity/act.ts";
import { cancelInterview } from "../panel/act.ts";
import type { Opportunity } from "../state/records.ts";
import { find, findOf } from "../state/state.ts";
import { boardPath, profilePath } from "./frame.ts";
import type { Site } from "./seen.ts";
import { actOf, formOf, seenAccount, seenOpportunity } from "./seen.ts";

type Done = { act: Act; opportunity: Opportunity; form: Awaited<ReturnType<typeof formOf>>; c: Context };

export function candidateActions(site: Site): Hono<{ Bindings: HttpBindings }> {
  const { core } = site;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const action = (path: string, run: (done: Done) => void | Promise<void>) =>
    app.post(`/candidates/:id/${path}`, async (c) => {
      const { seen, opportunity } = seenOpportunity(site, c, c.req.param("id") ?? "");
      await run({ act: actOf(core, seen), opportunity, form: await formOf(c), c });
      const gone = seen.account.opportunities[opportunity.id] === undefined;
      return c.redirect(gone ? boardPath(seen.account) : backTo(c, opportunity), 303);
    });

  action("stage", ({ act, opportunity, form }) => void moveToStage(act, opportunity, form.text("stage")));
  action("contact", saveContact);
  action("notes", addNote);
  action("resumes", uploadResume);
  action("resumes/:resume/remove", ({ act, opportunity, c }) =>
    removeResume(
      act,
      opportunity,
      findOf(act.account, "resumes", { opportunity: opportunity.id, id: c.req.param("resume") ?? "" }),
    ),
  );
  action("tags", ({ act, opportunity, form }) => {
    changeTags(act, opportunity, {
      add: [form.text("add")].filter(Boolean),
      remove: [form.text("remove")].filter(Boolean),
    });
  });
  action("owner", ({ act, opportunity, form }) => setOwner(act, opportunity, form.text("owner") || null));
  action("archive", ({ act, opportunity, form }) =>
    archive(act, opportunity, { reason: form.text("reason"), cleanInterviews: form.text("cleanInterviews") !== "" }),
  );
  action("hire", ({ act, opportunity }) => {
    const hired = act.account.archiveReasons.find(({ type }) => type === "hired");
    if (hired) archive(act, opportunity, { reason: hired.id });
  });
  action("unarchive", ({ act, opportunity }) => void unarchive(act, opportunity));
  action("interviews/:interview/remove", ({ act, opportunity, c }) =>
    cancelInterview(
      act,
      findOf(act.account, "interviews", { opportunity: opportunity.id, id: c.req.param("interview") ?? "" }),
    ),
  );
  action("confidential", ({ act, opportunity, form }) =>
    setConfidentiality(act, opportunity, form.text("on") === "" ? "non-confidential" : "confidential"),
  );
  action("anonymize", ({ act, opportunity }) =>
    anonymizeContact(act, find(act.account, "contacts", opportunity.contact)),
  );
  action("delete", ({ act, opportunity }) => deleteOpportunity(act, opportunity));

  app.post("/accounts/:account/candidates", async (c) => {
    const seen = seenAccount(site, c, c.req.param("account"));
    const form = await formOf(c);
    const posting = form.text("posting");
    handsOf(core, seen.account).createOpportunity({
      name: form.text("name"),
      email: form.text("email") || null,
      phone: form.text("phone") || null,
      resume: form.text("resume") !== "",
      stage: form.text("stage"),
      by: seen.user.username,
      ...(posting === "" ? {} : { posting }),
    });
    return c.redirect(boardPath(seen.account), 303);
  });
  return app;
}

/** The board's cards lead back to the board, the profile's forms to the profile. */
function backTo(c: Context, opportunity: Opportunity): string {
  const referer = c.req.header("referer") ?? "";
  if (!URL.canParse(referer) || new URL(referer).host !== new URL(c.req.url).host) return profilePath(opportunity.id);
  const { pathname, search } = new URL(referer);
  return `${pathname}${search}`;
}

function saveContact({ act, opportunity, form }: Done): void {
  const contact = find(act.account, "contacts", opportunity.contact);
  const replaced = <T>(list: T[], first: T | null) => [...(first === null ? [] : [first]), ...list.slice(1)];
  const phone = form.text("phone");
  editContact(act, contact, {
    name: form.text("name"),
    location: form.text("location"),
    emails: replaced(contact.emails, form.text("email") || null),
    phones: replaced(contact.phones, phone ? { type: contact.phones[0]?.type ?? "mobile", value: phone } : null),
  });
}

function addNote({ act, opportunity, form }: Done): void {
  const value = form.text("value");
  const thread = form.text("thread");
  if (value === "") return;
  if (thread === "") createNote(act, opportunity, { value, secret: form.text("secret") !== "" });
  else
    reply(
      act,
      { opportunity, note: findOf(act.account, "notes", { opportunity: opportunity.id, id: thread }) },
      { value },
    );
}

async function uploadResume({ act, opportunity, form }: Done): Promise<void> {
  const file = form.file("resume");
  if (file) addResume(act, opportunity, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  else handsOf(act.core, act.account).addResume(opportunity.id, {}, { by: act.user?.username ?? "" });
}
