import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { Application, Contact, Stage, User } from "../src/index.ts";
import * as recorded from "./recorded-answers.ts";
import { json, raw, scriptedLever } from "./scripted-lever.ts";
import type { ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const lena = { id: "u1", name: "Lena", username: "lena", email: "lena@acme.example", accessRole: "super admin" };
const by = { performAs: "u1" };

describe("an opportunity", () => {
  it("is read as recorded, unknown fields left out", async () => {
    lever.script(json({ data: { ...recorded.opportunityAnswer.data, brandNew: { a: 1 } } }));
    const found = await lever.client().opportunities.get("o1");
    const { dataProtection: _, ...rest } = recorded.opportunityAnswer.data;
    expect(found).toEqual(rest);
    expectTypeOf(found.stage).toEqualTypeOf<string>();
    expectTypeOf(found.owner).toEqualTypeOf<string | null>();
  });

  it("is read with everything missing that Lever may leave out", async () => {
    lever.script(json({ data: { id: "o1", stage: "lead-new", updatedAt: null } }));
    const found = await lever.client().opportunities.get("o1");
    expect(found).toMatchObject({ name: "", emails: [], tags: [], archived: null, owner: null, updatedAt: null });
    expect(found).toMatchObject({ stageChanges: [], opportunityLocation: null, contact: null });
  });

  it("is read with nothing but blanks where there is nothing to tell", async () => {
    const blank = {
      contact: "",
      owner: "",
      sourcedBy: "",
      archived: "",
      updatedAt: "",
      emails: "",
      urls: "",
      isAnonymized: "",
    };
    const stageChanges = [{ toStageId: "applicant-new", toStageIndex: "", updatedAt: 5, userId: "" }];
    lever.script(json({ data: { ...recorded.opportunityAnswer.data, ...blank, stageChanges } }));
    const found = await lever.client().opportunities.get("o1");
    expect(found).toMatchObject({ contact: null, owner: null, sourcedBy: null, archived: null, updatedAt: null });
    expect(found).toMatchObject({ emails: [], urls: null, isAnonymized: null });
    expect(found.stageChanges).toEqual([
      { toStageId: "applicant-new", toStageIndex: null, updatedAt: 5, userId: null },
    ]);
  });

  it("knows changes of stage that no user made", async () => {
    const stageChanges = [{ toStageId: "applicant-new", toStageIndex: 3, updatedAt: 5 }];
    lever.script(json({ data: { ...recorded.opportunityAnswer.data, stageChanges } }));
    const found = await lever.client().opportunities.get("o1");
    expect(found.stageChanges).toEqual([{ toStageId: "applicant-new", toStageIndex: 3, updatedAt: 5, userId: null }]);
  });

  it("holds objects where they were asked for, and its type says so", async () => {
    const expanded = {
      ...recorded.opportunityAnswer.data,
      stage: { id: "s1", text: "Technical interview" },
      owner: lena,
      followers: [lena],
      sourcedBy: null,
      contact: { id: "c1", name: "Ada", location: { name: "Oslo" }, emails: ["ada@x.example"], phones: [] },
      applications: [recorded.applicationAnswer.data],
    };
    lever.script(json({ data: expanded }));
    const found = await lever
      .client()
      .opportunities.get("o1", { expand: ["stage", "owner", "followers", "sourcedBy", "contact", "applications"] });
    expectTypeOf(found.stage).toEqualTypeOf<Stage>();
    expectTypeOf(found.owner).toEqualTypeOf<User | null>();
    expectTypeOf(found.contact).toEqualTypeOf<Contact | null>();
    expectTypeOf(found.applications).toEqualTypeOf<readonly Application[]>();
    expect(found.stage.text).toBe("Technical interview");
    expect(found.owner?.username).toBe("lena");
    expect(found.followers[0]?.accessRole).toBe("super admin");
    expect(found.sourcedBy).toBeNull();
    expect(found.contact).toMatchObject({ location: "Oslo", isAnonymized: null });
    expect(found.applications[0]).toMatchObject({
      posting: "75ff237f-c221-4c26-8b23-faf395f5ea1c",
      type: "user",
      name: null,
      archived: { reason: "c97322d4-a7f3-4008-948c-4f8e9c58d372", archivedAt: 1_782_973_989_263 },
    });
  });

  it("is refused if it comes with ids where objects were asked for", async () => {
    lever.script(json(recorded.opportunityAnswer));
    const call = lever.client().opportunities.get("o1", { expand: ["stage"] });
    await expect(call).rejects.toMatchObject({ code: "unreadable_answer", field: "data.stage" });
  });

  it("gives no personal data after an action, where Lever blanks it", async () => {
    const blanked = { ...recorded.opportunityAnswer.data, name: "", headline: "", phones: [], emails: [], links: [] };
    lever.script(json({ data: blanked }));
    const changed = await lever.client().opportunities.addTags("o1", ["Booked"]);
    expect(changed.tags).toContain("Seed");
    for (const key of ["name", "headline", "location", "phones", "emails", "links"])
      expect(changed).not.toHaveProperty(key);
  });

  it("made anew says whether the person was known", async () => {
    lever.script(json({ deduped: true, ...recorded.opportunityAnswer }, 201), json(recorded.opportunityAnswer, 201));
    const client = lever.client();
    expect(await client.opportunities.create({}, by)).toMatchObject({
      deduped: true,
      opportunity: { stage: "lead-reached-out" },
    });
    expect((await client.opportunities.create({}, by)).deduped).toBe(false);
  });

  it("deleted says by whom and when", async () => {
    lever.script(json({ data: [{ id: "o1", deletedBy: "u1", deletedAt: 5, name: null }], hasNext: false }));
    expect(await Array.fromAsync(lever.client().opportunities.listDeleted({}))).toEqual([
      { id: "o1", contact: null, deletedBy: "u1", deletedAt: 5 },
    ]);
  });
});

describe("an answer is taken out of whichever envelope", () => {
  const { data: panel } = recorded.panelAnswer;
  it.each([
    ["data", { data: panel }],
    ["nothing around it", panel],
    ["data in data", { data: { data: panel } }],
    ["a list in data", { data: [panel] }],
    ["a list in data in data", { data: { data: [panel], hasNext: false } }],
  ])("%s", async (_, body) => {
    lever.script(json(body));
    expect((await lever.client().panels.get("o1", "p1")).id).toBe(panel.id);
  });

  it.each([
    ["an empty list", { data: [] }, "data[0]"],
    ["null", { data: null }, "data"],
    ["an error with status 200", { code: "Oops", message: "no" }, "data"],
    ["text", "ok", "body"],
  ])("but not %s", async (_, body, field) => {
    lever.script(json(body));
    await expect(lever.client().panels.get("o1", "p1")).rejects.toMatchObject({ code: "unreadable_answer", field });
  });
});

describe("a deletion", () => {
  it("is done with an empty answer, or a JSON one", async () => {
    lever.script(raw("", 204), json({ data: {} }));
    await expect(lever.client().webhooks.delete("w1")).resolves.toBeUndefined();
    await expect(lever.client().webhooks.delete("w1")).resolves.toBeUndefined();
  });

  it("is in doubt when somebody else answers", async () => {
    lever.script(raw("<html>Welcome to the hotel's network</html>"));
    await expect(lever.client().webhooks.delete("w1")).rejects.toMatchObject({
      code: "unreadable_answer",
      tookEffect: "unknown",
    });
  });
});

describe("notes", () => {
  it("have their id whether Lever answers with the whole note or its id alone", async () => {
    lever.script(json(recorded.noteAnswer, 201), json({ data: { noteId: "n2" } }, 201), json({ data: { id: "n3" } }));
    const { notes } = lever.client();
    expect(await notes.create("o1", { value: "x" })).toEqual({ id: "7f8004a4-e5db-466a-ae31-7a26346701ed" });
    expect(await notes.create("o1", { value: "x" })).toEqual({ id: "n2" });
    expect(await notes.create("o1", { value: "x" })).toEqual({ id: "n3" });
  });

  it("without any id are in doubt", async () => {
    lever.script(json({ data: {} }, 201));
    await expect(lever.client().notes.create("o1", { value: "x" })).rejects.toMatchObject({
      code: "unreadable_answer",
      field: "data.noteId",
      tookEffect: "unknown",
    });
  });

  it("are read with their comments", async () => {
    lever.script(json(recorded.noteAnswer));
    const found = await lever.client().notes.get("o1", "n1");
    expect(found.fields.map((one) => one.value)).toEqual(["Interview scheduled."]);
    expect(found.fields[0]).toMatchObject({ stage: "lead-reached-out", score: null, createdAt: 1_782_974_189_118 });
    expect(found).toMatchObject({ deletedAt: null, secret: false });
  });

  it("without an author are read too", async () => {
    const { data } = recorded.noteAnswer;
    lever.script(json({ data: { ...data, user: null, fields: [{ ...data.fields[0], user: "" }] } }));
    expect(await lever.client().notes.get("o1", "n1")).toMatchObject({ user: null, fields: [{ user: null }] });
  });
});

describe("panels and interviews", () => {
  it("are read as recorded", async () => {
    lever.script(json(recorded.panelAnswer), json(recorded.interviewAnswer));
    const client = lever.client();
    expect(await client.panels.get("o1", "p1")).toEqual(recorded.panelAnswer.data);
    const { gcalEventUrl: _, opportunityId: __, ...interview } = recorded.interviewAnswer.data;
    const interviewers = interview.interviewers.map((one) => ({ ...one, responseStatus: null }));
    expect(await client.interviews.get("o1", "i1")).toEqual({ ...interview, interviewers });
  });
});

describe("feedback", () => {
  it("and templates are read as recorded", async () => {
    lever.script(json(recorded.feedbackAnswer), json(recorded.feedbackTemplateAnswer));
    const client = lever.client();
    const form = await client.feedback.get("o1", "f1");
    expect(form).toMatchObject({ completedAt: 1_782_974_327_197, updatedAt: null, deletedAt: null, interview: null });
    expect(form.fields[0]).toMatchObject({
      type: "score-system",
      value: null,
      options: [{ text: "4 - Strong Hire" }, {}, {}, {}],
    });
    const template = await client.feedbackTemplates.get("t1");
    expect(template.fields.map((one) => one.type)).toEqual(["multiple-select", "score-system"]);
    expect(template).toMatchObject({ group: null, stage: null });
  });

  it("templates may name group and stage, or blanks for them", async () => {
    const { data } = recorded.feedbackTemplateAnswer;
    const named = { ...data, group: { id: "g1", name: "Tech" }, stage: { id: "s1", text: "On-site" } };
    lever.script(json({ data: [named, { ...data, group: "", stage: "" }], hasNext: false }));
    const [first, second] = await Array.fromAsync(lever.client().feedbackTemplates.list());
    expect(first).toMatchObject({ group: { name: "Tech" }, stage: { text: "On-site" } });
    expect(second).toMatchObject({ group: null, stage: null });
  });

  it("values are read in all their forms", async () => {
    const field = { id: "q", type: "scorecard", text: "Skills", description: "", required: true };
    const values = [
      "4 - Strong Hire",
      3,
      ["node"],
      [
        { score: 4, comment: "" },
        { score: null, comment: null },
      ],
      [],
      null,
    ];
    const fields = values.map((value) => ({ ...field, value }));
    lever.script(json({ data: { ...recorded.feedbackAnswer.data, fields } }));
    expect((await lever.client().feedback.get("o1", "f1")).fields.map((one) => one.value)).toEqual(values);
  });

  it("changed gives its id only, as Lever answers in another shape", async () => {
    const internal = { accountId: "a", profileId: "o1", id: "f1", fields: [{ type: "score", overall: true }] };
    lever.script(json({ data: internal }));
    expect(await lever.client().feedback.update("o1", "f1", { completedAt: 5 }, by)).toEqual({ id: "f1" });
  });
});

describe("files and résumés", () => {
  const printed = {
    id: "f1",
    downloadUrl: "https://hire.lever.co/x",
    ext: ".pdf",
    name: "cv.pdf",
    uploadedAt: "1407460069495",
    status: "processed",
    size: "32768",
  };
  const parsed = { ...printed, uploadedAt: 1_407_460_069_495, size: 32_768 };

  it("come bare or wrapped, with numbers as numbers or as text", async () => {
    lever.script(json([printed]), json({ data: [parsed], hasNext: false }));
    const { files } = lever.client();
    expect(await Array.fromAsync(files.list("o1"))).toEqual([parsed]);
    expect(await Array.fromAsync(files.list("o1"))).toEqual([parsed]);
  });

  it("are fetched byte for byte", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    lever.script(raw(bytes, 200, { "content-type": "application/pdf" }));
    expect(await lever.client().files.download("o1", "f1")).toEqual({ bytes, contentType: "application/pdf" });
  });

  it("that Lever could not process say so", async () => {
    lever.script(json({ code: "UnprocessableEntity", message: "no" }, 422));
    await expect(lever.client().resumes.download("o1", "r1")).rejects.toMatchObject({ code: "unprocessable" });
  });

  it("may be a profile without a file, or a file without a profile", async () => {
    const position = { org: "Acme", title: "Engineer", start: { year: 2020, month: null }, end: null };
    lever.script(
      json({
        data: [
          { id: "r1", createdAt: 5, file: null, parsedData: { positions: [position], schools: [] } },
          { id: "r2", createdAt: 4, file: { ...printed, ext: "pdf" } },
        ],
        hasNext: false,
      }),
    );
    const [profile, file] = await Array.fromAsync(lever.client().resumes.list("o1"));
    expect(profile).toMatchObject({ file: null, parsedData: { positions: [{ org: "Acme", start: { year: 2020 } }] } });
    expect(file).toMatchObject({ file: { ext: "pdf", size: 32_768 }, parsedData: null });
  });
});

describe("the account's own lists", () => {
  it("stages come in pipeline order, built-in ones with slugs", async () => {
    lever.script(json(recorded.stagesAnswer));
    const found = await Array.fromAsync(lever.client().stages.list());
    expect(found[0]).toEqual({ id: "lead-new", text: "New lead" });
    expect(found.at(-1)).toEqual({ id: "offer", text: "Offer" });
  });

  it("postings are read as recorded, drafts without addresses too", async () => {
    const draft = { ...recorded.postingAnswer, state: "draft", urls: null, categories: null, content: null };
    lever.script(json({ data: [recorded.postingAnswer, draft], hasNext: false }));
    const [first, second] = await Array.fromAsync(lever.client().postings.list());
    expect(first).toMatchObject({ text: "Seed Posting 1", state: "internal", distributionChannels: [], tags: [] });
    expect(first?.categories?.team).toBe("Engineering");
    expect(second).toMatchObject({ state: "draft", urls: null });
  });

  it("webhooks show their signature token once", async () => {
    const { data } = recorded.webhookAnswer;
    const { signatureToken: _, ...configuration } = data.configuration;
    lever.script(json(recorded.webhookAnswer, 201), json({ data: [{ ...data, configuration }] }));
    const { webhooks } = lever.client();
    const made = await webhooks.create({ url: "https://vendor.example", event: "candidateHired" });
    expect(made.configuration?.signatureToken).toBe("81358960e95ed76bf1def200692c2f956818caf168682e26");
    const [listed] = await Array.fromAsync(webhooks.list());
    expect(listed?.configuration?.signatureToken).toBeNull();
  });

  it("archive reasons, filtered, may come as one object", async () => {
    const hired = { id: "r1", text: "Hired", status: "active", type: "hired" };
    lever.script(json({ data: hired }));
    expect(await Array.fromAsync(lever.client().archiveReasons.list({ type: "hired" }))).toEqual([hired]);
  });

  it("contacts have their place as text, however it comes", async () => {
    lever.script(
      json({ data: { id: "c1", location: "Oslo" } }),
      json({ data: { id: "c1", location: { name: "Oslo" } } }),
    );
    const { contacts } = lever.client();
    expect((await contacts.update("c1", { location: "Oslo" })).location).toBe("Oslo");
    expect((await contacts.get("c1")).location).toBe("Oslo");
  });
});
