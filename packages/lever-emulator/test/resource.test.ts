import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Emulator, Hands } from "../src/index.ts";
import type { Ask } from "./start.ts";
import { asking, byKey, start } from "./start.ts";

let emulator: Emulator;
let ask: Ask;
let acme: Hands;
let lena: string;

beforeAll(async () => {
  emulator = await start();
  ask = asking(emulator);
  acme = emulator.account("acme");
  lena = acme.user("lena").id;
});
afterAll(() => emulator.stop());

const noteKeys = "id text fields user secret completedAt deletedAt createdAt";

describe("errors and conventions (sections 3 and 4)", () => {
  test("the recorded bodies", async () => {
    expect((await ask("GET", "/stages/a80bbbe0")).body).toEqual({
      code: "ResourceNotFound",
      message: "stages a80bbbe0 was not found",
    });
    const anonymous = asking(emulator, "Basic bm9wZTo=");
    expect((await anonymous("GET", "/openapi.json")).body).toEqual({
      code: "ResourceNotFound",
      message: "/v1/openapi.json does not exist",
    });
    const refused = await anonymous("GET", "/stages");
    expect(refused.status).toBe(401);
    expect(refused.body).toEqual({ code: "UnauthorizedError", message: "The request requires authentication." });
  });

  test("answers carry Lever's headers", async () => {
    const { headers } = await ask("GET", "/stages");
    expect(headers.get("server")).toBe("lever-data-api");
    expect(headers.get("x-lever-region")).toBe("global");
  });

  test("malformed JSON and unknown or deactivated perform_as are refused", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    expect((await ask("POST", `/opportunities/${id}/notes`, "text")).status).toBe(400);
    expect((await ask("POST", `/opportunities/${id}/notes?perform_as=nobody`, { value: "x" })).status).toBe(400);
    const marta = acme.user("marta").id;
    expect((await ask("POST", `/opportunities/${id}/notes?perform_as=${marta}`, { value: "x" })).status).toBe(403);
  });

  test("accounts are fully separate", async () => {
    const globex = asking(emulator, byKey("globex-key"));
    const { id } = acme.opportunity("Maya Fernandez");
    expect((await globex("GET", `/opportunities/${id}`)).status).toBe(404);
    expect((await globex("GET", "/opportunities")).body.data).toHaveLength(3);
  });
});

describe("stages, users, postings, contacts, tags", () => {
  test("stages come in pipeline order, built-in ones with slugs", async () => {
    const { body } = await ask("GET", "/stages");
    expect(body.data.slice(0, 4).map(({ id }: { id: string }) => id)).toEqual([
      "lead-new",
      "lead-reached-out",
      "lead-responded",
      "applicant-new",
    ]);
    expect(body.data.map(({ text }: { text: string }) => text)).toContain("InterviewVector");
    expect((await ask("POST", "/stages", { text: "New" })).status).toBe(404);
  });

  test("users: active only by default, newest first, found by e-mail and role", async () => {
    const list = async (query: string) =>
      (await ask("GET", `/users?${query}`)).body.data.map(({ username }: { username: string }) => username);
    expect(await list("")).toEqual(["jonas", "hana", "ravi", "lena"]);
    expect(await list("includeDeactivated=true")).toContain("marta");
    expect(await list("email=LENA@acme.example")).toEqual(["lena"]);
    expect(await list("accessRole[]=super%20admin&accessRole[]=admin")).toEqual(["jonas", "lena"]);
  });

  test("a user can be made, replaced (200, not 201) and deactivated", async () => {
    const made = await ask("POST", "/users", { name: "Vector", email: "vector@acme.example" });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ username: "vector", accessRole: "interviewer", deactivatedAt: null });
    const { id } = made.body.data;
    expect((await ask("PUT", `/users/${id}`, { name: "V", email: "v@acme.example" })).status).toBe(400);
    const put = await ask("PUT", `/users/${id}`, { name: "V", email: "v@acme.example", accessRole: "team member" });
    expect([put.status, put.body.data.username]).toEqual([200, "v"]);
    expect((await ask("POST", `/users/${id}/deactivate`)).body.data.deactivatedAt).toBeGreaterThan(0);
    expect((await ask("POST", `/users/${id}/reactivate`)).body.data.deactivatedAt).toBeNull();
  });

  test("postings are found by tag, to the letter; published alone hides internal ones", async () => {
    const titles = async (query: string) =>
      (await ask("GET", `/postings?${query}`)).body.data.map(({ text }: { text: string }) => text).sort();
    expect(await titles("tag=InterviewVector")).toEqual(["Frontend Engineer", "Senior Backend Engineer"]);
    expect(await titles("tag=interviewvector")).toEqual([]);
    const hidden = acme.createPosting({ text: "Internal only", state: "published" });
    emulator.state.accounts.acme!.postings[hidden.id]!.distributionChannels = ["internal"];
    expect(await titles("state=published")).not.toContain("Internal only");
    expect(await titles("state=published&distributionChannel=public&distributionChannel=internal")).toContain(
      "Internal only",
    );
    expect(await titles("state=closed")).toEqual(["Product Designer"]);
  });

  test("updated_at on postings goes only with confidentiality and no other filter", async () => {
    expect((await ask("GET", "/postings?updated_at_start=0")).status).toBe(400);
    expect((await ask("GET", "/postings?updated_at_start=0&confidentiality=all&state=closed")).status).toBe(400);
    expect((await ask("GET", "/postings?updated_at_start=0&confidentiality=all")).status).toBe(200);
  });

  test("a title changed by API turns an internal posting into a draft without addresses", async () => {
    const { id } = acme.posting("Support Engineer");
    const { body } = await ask("POST", `/postings/${id}?perform_as=${lena}`, { text: "Support Lead" });
    expect(body.data).toMatchObject({ state: "draft", urls: null });
  });

  test("a contact's answer to PUT lacks isAnonymized and dataProtection", async () => {
    const { contact } = acme.opportunity("Noah Becker");
    const put = await ask("PUT", `/contacts/${contact}`, { location: "Bremen", phones: [{ value: "+49 1" }] });
    expect(put.body.data).toMatchObject({ location: { name: "Bremen" } });
    expect(Object.keys(put.body.data)).not.toContain("isAnonymized");
    const got = await ask("GET", `/contacts/${contact}`);
    expect(got.body.data).toMatchObject({ isAnonymized: false, location: { name: "Bremen" } });
    acme.anonymize(acme.opportunity("Noah Becker").id);
    expect((await ask("PUT", `/contacts/${contact}`, { name: "x" })).status).toBe(400);
  });

  test("tags are counted and sorted ignoring case", async () => {
    const { body } = await ask("GET", "/tags?limit=100");
    const texts = body.data.map(({ text }: { text: string }) => text.toLowerCase());
    expect(texts).toEqual([...texts].sort());
  });
});

describe("notes (section 15)", () => {
  test("answer 201 with the whole note and noteId; GET has no noteId; newest first", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    const first = await ask("POST", `/opportunities/${id}/notes?perform_as=${lena}`, { value: "Hello @ravi" });
    expect(first.status).toBe(201);
    expect(first.body.data.noteId).toBe(first.body.data.id);
    const second = await ask("POST", `/opportunities/${id}/notes`, { value: "No author", secret: true });
    expect(second.body.data).toMatchObject({ user: null, secret: true });
    const list = await ask("GET", `/opportunities/${id}/notes`);
    expect(Object.keys(list.body.data[0]).join(" ")).toBe(noteKeys);
    expect(list.body.data.map((note: { id: string }) => note.id)).toEqual(
      first.body.data.createdAt === second.body.data.createdAt
        ? expect.anything()
        : [second.body.data.id, first.body.data.id],
    );
    expect(first.body.data.fields[0]).toMatchObject({
      type: "note",
      text: "Comment",
      value: "Hello @ravi",
      user: lena,
    });
  });

  test("note_id adds a comment to the thread", async () => {
    const { id } = acme.opportunity("Tom Okafor");
    const { body } = await ask("POST", `/opportunities/${id}/notes`, { value: "First" });
    await ask("POST", `/opportunities/${id}/notes?note_id=${body.data.id}&perform_as=${lena}`, { value: "Reply" });
    const got = await ask("GET", `/opportunities/${id}/notes/${body.data.id}`);
    expect(got.body.data.fields.map(({ value }: { value: string }) => value)).toEqual(["First", "Reply"]);
    expect((await ask("POST", `/opportunities/${id}/notes?note_id=nope`, { value: "x" })).status).toBe(404);
  });

  test("a replaced note answers with noteId only; notes made in the app cannot be changed or deleted", async () => {
    const { id } = acme.opportunity("Tom Okafor");
    const { body } = await ask("POST", `/opportunities/${id}/notes`, { value: "Draft" });
    const path = `/opportunities/${id}/notes/${body.data.id}`;
    expect((await ask("PUT", path, { values: [{ value: "Final" }] })).body).toEqual({ data: { noteId: body.data.id } });
    expect((await ask("GET", path)).body.data.fields[0].value).toBe("Final");
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
    expect(emulator.journal.findLast(({ method }) => method === "DELETE")?.effect?.type).toBe("note.deleted");
    const byHand = acme.addNote(id, "Typed by a person");
    expect((await ask("DELETE", `/opportunities/${id}/notes/${byHand.id}`)).status).toBe(403);
  });

  test("value is required, score is 1 to 4, createdAt lies in the past", async () => {
    const path = `/opportunities/${acme.opportunity("Tom Okafor").id}/notes`;
    expect((await ask("POST", path, {})).status).toBe(400);
    expect((await ask("POST", path, { value: "x", score: 5 })).status).toBe(400);
    expect((await ask("POST", path, { value: "x", createdAt: Date.now() + 60_000 })).status).toBe(400);
  });
});

describe("files and résumés (sections 21 and 22)", () => {
  test("upload, list as a bare array with numbers as text, download, delete", async () => {
    const { id } = acme.opportunity("Sofia Rossi");
    const form = new FormData();
    form.append("file", new Blob(["report"]), "report.pdf");
    const made = await ask("POST", `/opportunities/${id}/files?perform_as=${lena}`, form);
    expect(made.body.data).toMatchObject({ ext: ".pdf", name: "report.pdf", status: "processed", size: "6" });
    const list = await ask("GET", `/opportunities/${id}/files`);
    expect(list.body).toHaveLength(1);
    const path = `/opportunities/${id}/files/${made.body.data.id}`;
    expect((await ask("GET", `${path}/download`)).text).toBe("report");
    expect((await ask("DELETE", path)).status).toBe(400);
    expect((await ask("DELETE", `${path}?perform_as=${lena}`)).status).toBe(204);
    expect((await ask("GET", `/opportunities/${id}/files?uploaded_at_start=yesterday`)).status).toBe(400);
  });

  test("a kind that Lever cannot read is kept, but not given back", async () => {
    const { id } = acme.opportunity("Sofia Rossi");
    const file = acme.addFile(id, { name: "tool.exe", bytes: new Uint8Array([1]) });
    expect((await ask("GET", `/opportunities/${id}/files/${file.id}/download`)).status).toBe(422);
  });

  test("résumés come newest first, with an extension without dot, and real bytes", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    const { body } = await ask("GET", `/opportunities/${id}/resumes`);
    expect(body.data[0].file).toMatchObject({ ext: "pdf", status: "processed" });
    const { text } = await ask("GET", `/opportunities/${id}/resumes/${body.data[0].id}/download`);
    expect(text).toMatch(/^%PDF-1\.4/);
    const without = acme.opportunity("Chloé Dubois").id;
    expect((await ask("GET", `/opportunities/${without}/resumes`)).body).toEqual({ data: [], hasNext: false });
  });
});
