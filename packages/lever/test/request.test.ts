import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LeverClient } from "../src/index.ts";
import * as recorded from "./recorded-answers.ts";
import { json, raw, scriptedLever } from "./scripted-lever.ts";
import type { Reply, ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const by = { performAs: "u1" };
const date = 1_783_260_000_000;
const details = { interviewers: [{ id: "u1" }], date, duration: 60 };
const listing = json({ data: [], hasNext: false });
const gone = raw("", 204);
const id = json({ data: { id: "x" } });
const all = (items: AsyncIterable<unknown>) => Array.fromAsync(items);

interface Case {
  readonly call: (client: LeverClient) => Promise<unknown>;
  readonly sends: string;
  readonly body?: unknown;
  readonly reply: Reply;
}

const o = "/v1/opportunities/o1";
const cases: Record<string, Case> = {
  "opportunity, read": {
    call: (c) => c.opportunities.get("o1"),
    sends: `GET ${o}`,
    reply: json(recorded.opportunityAnswer),
  },
  "opportunities, filtered": {
    call: (c) =>
      all(
        c.opportunities.list({
          tag: ["A b", "ü&"],
          email: "ada@acme.example",
          archived: false,
          updatedAtStart: 5,
          archivedPostingId: "p1",
          limit: 50,
        }),
      ),
    sends:
      "GET /v1/opportunities?tag=A%20b&tag=%C3%BC%26&email=ada%40acme.example&archived_posting_id=p1&updated_at_start=5&archived=false&limit=50",
    reply: listing,
  },
  "opportunities, deleted": {
    call: (c) => all(c.opportunities.listDeleted({ deletedAtStart: 1, deletedAtEnd: 2 })),
    sends: "GET /v1/opportunities/deleted?deleted_at_start=1&deleted_at_end=2",
    reply: listing,
  },
  "opportunity, made": {
    call: (c) => c.opportunities.create({ name: "Ada", postings: ["p1"] }, by),
    sends: "POST /v1/opportunities?perform_as=u1",
    body: { name: "Ada", postings: ["p1"] },
    reply: json({ deduped: true, ...recorded.opportunityAnswer }, 201),
  },
  "stage move": {
    call: (c) => c.opportunities.setStage("o1", "applicant-new", by),
    sends: `PUT ${o}/stage?perform_as=u1`,
    body: { stage: "applicant-new" },
    reply: json(recorded.opportunityAnswer),
  },
  archiving: {
    call: (c) => c.opportunities.archive("o1", { reason: "r1", cleanInterviews: true }),
    sends: `PUT ${o}/archived`,
    body: { reason: "r1", cleanInterviews: true },
    reply: json(recorded.opportunityAnswer),
  },
  "un-archiving": {
    call: (c) => c.opportunities.archive("o1", { reason: null }, by),
    sends: `PUT ${o}/archived?perform_as=u1`,
    body: { reason: null },
    reply: json(recorded.opportunityAnswer),
  },
  ...Object.fromEntries(
    (["addTags", "removeTags", "addLinks", "removeLinks", "addSources", "removeSources"] as const).map((name) => [
      name,
      {
        call: (c: LeverClient) => c.opportunities[name]("o1", ["x"], by),
        sends: `POST ${o}/${name}?perform_as=u1`,
        body: { [name.replace(/^add|^remove/, "").toLowerCase()]: ["x"] },
        reply: json(recorded.opportunityAnswer),
      },
    ]),
  ),
  "notes, listed": { call: (c) => all(c.notes.list("o1")), sends: `GET ${o}/notes`, reply: listing },
  "note, read": { call: (c) => c.notes.get("o1", "n1"), sends: `GET ${o}/notes/n1`, reply: json(recorded.noteAnswer) },
  "note, made": {
    call: (c) => c.notes.create("o1", { value: "@lena booked", secret: true, score: 4, notifyFollowers: true }, by),
    sends: `POST ${o}/notes?perform_as=u1`,
    body: { value: "@lena booked", secret: true, score: 4, notifyFollowers: true },
    reply: json(recorded.noteAnswer, 201),
  },
  "note, replied to": {
    call: (c) => c.notes.reply("o1", { value: "moved" }, { noteId: "n1", ...by }),
    sends: `POST ${o}/notes?perform_as=u1&note_id=n1`,
    body: { value: "moved" },
    reply: json(recorded.noteAnswer, 201),
  },
  "note, replaced": {
    call: (c) => c.notes.update("o1", "n1", { values: [{ value: "new" }] }),
    sends: `PUT ${o}/notes/n1`,
    body: { values: [{ value: "new" }] },
    reply: json({ data: { noteId: "n1" } }),
  },
  "note, deleted": { call: (c) => c.notes.delete("o1", "n1"), sends: `DELETE ${o}/notes/n1`, reply: gone },
  "panels, listed": { call: (c) => all(c.panels.list("o1")), sends: `GET ${o}/panels`, reply: listing },
  "panel, read": {
    call: (c) => c.panels.get("o1", "p1"),
    sends: `GET ${o}/panels/p1`,
    reply: json(recorded.panelAnswer),
  },
  "panel, made": {
    call: (c) => c.panels.create("o1", { timezone: "Europe/Berlin", interviews: [details] }, by),
    sends: `POST ${o}/panels?perform_as=u1`,
    body: { timezone: "Europe/Berlin", interviews: [details] },
    reply: json(recorded.panelAnswer, 201),
  },
  "panel, replaced": {
    call: (c) => c.panels.update("o1", "p1", { timezone: "UTC", interviews: [{ id: "i1", ...details }] }, by),
    sends: `PUT ${o}/panels/p1?perform_as=u1`,
    body: { timezone: "UTC", interviews: [{ id: "i1", ...details }] },
    reply: json(recorded.panelAnswer),
  },
  "panel, deleted": {
    call: (c) => c.panels.delete("o1", "p1", by),
    sends: `DELETE ${o}/panels/p1?perform_as=u1`,
    reply: gone,
  },
  "interviews, listed": { call: (c) => all(c.interviews.list("o1")), sends: `GET ${o}/interviews`, reply: listing },
  "interview, read": {
    call: (c) => c.interviews.get("o1", "i1"),
    sends: `GET ${o}/interviews/i1`,
    reply: json(recorded.interviewAnswer),
  },
  "interview, made": {
    call: (c) => c.interviews.create("o1", { panel: "p1", ...details, feedbackReminder: "none" }, by),
    sends: `POST ${o}/interviews?perform_as=u1`,
    body: { panel: "p1", ...details, feedbackReminder: "none" },
    reply: json(recorded.interviewAnswer, 201),
  },
  "interview, replaced": {
    call: (c) => c.interviews.update("o1", "i1", { panel: "p1", ...details }, by),
    sends: `PUT ${o}/interviews/i1?perform_as=u1`,
    body: { panel: "p1", ...details },
    reply: json(recorded.interviewAnswer),
  },
  "interview, deleted": {
    call: (c) => c.interviews.delete("o1", "i1", by),
    sends: `DELETE ${o}/interviews/i1?perform_as=u1`,
    reply: gone,
  },
  "feedback, listed": { call: (c) => all(c.feedback.list("o1")), sends: `GET ${o}/feedback`, reply: listing },
  "feedback, read": {
    call: (c) => c.feedback.get("o1", "f1"),
    sends: `GET ${o}/feedback/f1`,
    reply: json(recorded.feedbackAnswer),
  },
  "feedback, made": {
    call: (c) => c.feedback.create("o1", { baseTemplateId: "t1", fieldValues: [{ id: "q", value: ["node"] }] }, by),
    sends: `POST ${o}/feedback?perform_as=u1`,
    body: { baseTemplateId: "t1", fieldValues: [{ id: "q", value: ["node"] }] },
    reply: json(recorded.feedbackAnswer, 201),
  },
  "feedback, filled in": {
    call: (c) => c.feedback.update("o1", "f1", { completedAt: date, fieldValues: [{ id: "q", value: 4 }] }, by),
    sends: `PUT ${o}/feedback/f1?perform_as=u1`,
    body: { completedAt: date, fieldValues: [{ id: "q", value: 4 }] },
    reply: id,
  },
  "feedback, deleted": {
    call: (c) => c.feedback.delete("o1", "f1", by),
    sends: `DELETE ${o}/feedback/f1?perform_as=u1`,
    reply: gone,
  },
  "templates, listed": {
    call: (c) => all(c.feedbackTemplates.list()),
    sends: "GET /v1/feedback_templates",
    reply: listing,
  },
  "template, read": {
    call: (c) => c.feedbackTemplates.get("t1"),
    sends: "GET /v1/feedback_templates/t1",
    reply: json(recorded.feedbackTemplateAnswer),
  },
  "template, made": {
    call: (c) => c.feedbackTemplates.create({ text: "T", fields: [{ type: "score-system", text: "Rating" }] }),
    sends: "POST /v1/feedback_templates",
    body: { text: "T", fields: [{ type: "score-system", text: "Rating" }] },
    reply: json(recorded.feedbackTemplateAnswer, 201),
  },
  "template, replaced": {
    call: (c) => c.feedbackTemplates.update("t1", { text: "T", fields: [] }),
    sends: "PUT /v1/feedback_templates/t1",
    body: { text: "T", fields: [] },
    reply: json(recorded.feedbackTemplateAnswer),
  },
  "template, deleted": {
    call: (c) => c.feedbackTemplates.delete("t1"),
    sends: "DELETE /v1/feedback_templates/t1",
    reply: gone,
  },
  "files, listed": {
    call: (c) => all(c.files.list("o1", { uploadedAtStart: 1, uploadedAtEnd: 2 })),
    sends: `GET ${o}/files?uploaded_at_start=1&uploaded_at_end=2`,
    reply: listing,
  },
  "file, read": { call: (c) => c.files.get("o1", "f1"), sends: `GET ${o}/files/f1`, reply: id },
  "file, fetched": {
    call: (c) => c.files.download("o1", "f1"),
    sends: `GET ${o}/files/f1/download`,
    reply: raw("%PDF"),
  },
  "file, deleted": {
    call: (c) => c.files.delete("o1", "f1", by),
    sends: `DELETE ${o}/files/f1?perform_as=u1`,
    reply: gone,
  },
  "résumés, listed": { call: (c) => all(c.resumes.list("o1")), sends: `GET ${o}/resumes`, reply: listing },
  "résumé, read": { call: (c) => c.resumes.get("o1", "r1"), sends: `GET ${o}/resumes/r1`, reply: id },
  "résumé, fetched": {
    call: (c) => c.resumes.download("o1", "r1"),
    sends: `GET ${o}/resumes/r1/download`,
    reply: raw("%PDF"),
  },
  "stages, listed": { call: (c) => all(c.stages.list()), sends: "GET /v1/stages", reply: json(recorded.stagesAnswer) },
  "stage, read": {
    call: (c) => c.stages.get("lead-new"),
    sends: "GET /v1/stages/lead-new",
    reply: json({ data: { id: "lead-new", text: "New lead" } }),
  },
  "archive reasons, listed": {
    call: (c) => all(c.archiveReasons.list({ type: "hired" })),
    sends: "GET /v1/archive_reasons?type=hired",
    reply: listing,
  },
  "archive reason, read": {
    call: (c) => c.archiveReasons.get("r1"),
    sends: "GET /v1/archive_reasons/r1",
    reply: json({ data: { id: "r1", text: "Hired", status: "active", type: "hired" } }),
  },
  "tags, listed": { call: (c) => all(c.tags.list()), sends: "GET /v1/tags", reply: listing },
  "postings, by tag": {
    call: (c) =>
      all(
        c.postings.list({
          tag: "Vendor",
          state: "published",
          distributionChannel: ["public", "internal"],
        }),
      ),
    sends: "GET /v1/postings?tag=Vendor&state=published&distributionChannel=public&distributionChannel=internal",
    reply: listing,
  },
  "postings, since": {
    call: (c) => all(c.postings.list({ confidentiality: "all", updatedAtStart: 7 })),
    sends: "GET /v1/postings?confidentiality=all&updated_at_start=7",
    reply: listing,
  },
  "posting, read": {
    call: (c) => c.postings.get("p1"),
    sends: "GET /v1/postings/p1",
    reply: json({ data: recorded.postingAnswer }),
  },
  "users, listed": {
    call: (c) => all(c.users.list({ accessRole: ["super admin", "admin"], includeDeactivated: true })),
    sends: "GET /v1/users?accessRole%5B%5D=super%20admin&accessRole%5B%5D=admin&includeDeactivated=true",
    reply: listing,
  },
  "user, read": { call: (c) => c.users.get("u1"), sends: "GET /v1/users/u1", reply: id },
  "user, made": {
    call: (c) => c.users.create({ name: "Lena", email: "lena@acme.example", accessRole: "team member" }),
    sends: "POST /v1/users",
    body: { name: "Lena", email: "lena@acme.example", accessRole: "team member" },
    reply: id,
  },
  "contact, read": { call: (c) => c.contacts.get("c1"), sends: "GET /v1/contacts/c1", reply: id },
  "contact, changed": {
    call: (c) => c.contacts.update("c1", { location: "Oslo" }),
    sends: "PUT /v1/contacts/c1",
    body: { location: "Oslo" },
    reply: id,
  },
  "webhooks, listed": { call: (c) => all(c.webhooks.list()), sends: "GET /v1/webhooks", reply: json({ data: [] }) },
  "webhook, made": {
    call: (c) =>
      c.webhooks.create({
        url: "https://vendor.example/hook",
        event: "candidateStageChange",
        configuration: { verifyConnection: true },
      }),
    sends: "POST /v1/webhooks",
    body: {
      url: "https://vendor.example/hook",
      event: "candidateStageChange",
      configuration: { verifyConnection: true },
    },
    reply: json(recorded.webhookAnswer, 201),
  },
  "webhooks, changed": {
    call: (c) => c.webhooks.update([{ id: "w1", url: "https://vendor.example/2" }]),
    sends: "PUT /v1/webhooks",
    body: { data: [{ id: "w1", url: "https://vendor.example/2" }] },
    reply: json({ data: [recorded.webhookAnswer.data] }),
  },
  "webhook, deleted": { call: (c) => c.webhooks.delete("w1"), sends: "DELETE /v1/webhooks/w1", reply: gone },
};

describe("each call sends what Lever documents", () => {
  it.each(Object.entries(cases))("%s", async (_, { call, sends, body, reply }) => {
    lever.script(reply);
    await call(lever.client());
    expect(lever.asked).toHaveLength(1);
    const asked = lever.asked[0];
    expect(`${asked?.method} ${asked?.url}`).toBe(sends);
    expect(asked?.body === "" ? undefined : JSON.parse(asked?.body ?? "")).toEqual(body);
    expect(asked?.headers["content-type"]).toBe(body === undefined ? undefined : "application/json");
  });

  it("a file, as multipart with its name and type", async () => {
    lever.script(json({ data: { id: "f1", name: "report.pdf", uploadedAt: "1407460069495", size: "4" } }));
    const file = { name: "report.pdf", bytes: new TextEncoder().encode("%PDF"), contentType: "application/pdf" };
    const uploaded = await lever.client().files.upload("o1", file, by);
    expect(uploaded).toMatchObject({ id: "f1", uploadedAt: 1_407_460_069_495, size: 4 });
    const asked = lever.asked[0];
    expect(`${asked?.method} ${asked?.url}`).toBe(`POST ${o}/files?perform_as=u1`);
    expect(asked?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(asked?.body).toMatch(
      /name="file"; filename="report\.pdf"\r\nContent-Type: application\/pdf\r\n\r\n%PDF\r\n/,
    );
  });

  it("an API key as user name with an empty password", async () => {
    lever.script(listing);
    await all(lever.client({ userAgent: "acme/1" }).tags.list());
    expect(lever.asked[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from("acme-key:").toString("base64")}`,
      accept: "application/json",
      "user-agent": "acme/1",
    });
  });

  it("ids escaped, and none that would address something else", async () => {
    lever.script(json(recorded.opportunityAnswer));
    await lever.client().opportunities.get("a/../b?c");
    expect(lever.asked[0]?.url).toBe("/v1/opportunities/a%2F..%2Fb%3Fc");
    for (const bad of ["", ".", ".."]) {
      lever.script(gone);
      await expect(lever.client().notes.delete("o1", bad)).rejects.toThrow(TypeError);
      expect(lever.asked).toHaveLength(0);
    }
  });
});
