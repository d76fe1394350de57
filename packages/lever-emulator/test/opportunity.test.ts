import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Emulator, Hands } from "../src/index.ts";
import type { Ask } from "./start.ts";
import { asking, start } from "./start.ts";

let emulator: Emulator;
let ask: Ask;
let acme: Hands;

beforeAll(async () => {
  emulator = await start();
  ask = asking(emulator);
  acme = emulator.account("acme");
});
afterAll(() => emulator.stop());

describe("opportunities (fact sheet, section 7)", () => {
  test("show the contact's data, a link for people, and the recorded keys in the recorded order", async () => {
    const maya = acme.opportunity("Maya Fernandez");
    const { status, body } = await ask("GET", `/opportunities/${maya.id}`);
    expect(status).toBe(200);
    expect(Object.keys(body.data).join(" ")).toBe(
      "id name contact headline stage confidentiality location phones emails links archived tags sources stageChanges origin sourcedBy owner followers applications createdAt updatedAt lastInteractionAt lastAdvancedAt snoozedUntil urls isAnonymized dataProtection opportunityLocation",
    );
    expect(body.data.name).toBe("Maya Fernandez");
    expect(body.data.owner).toBe(acme.user("lena").id);
    expect(body.data.urls.show).toContain(`/candidates/${maya.id}`);
  });

  test("inherit the posting's tags behind their own: title, department, team, location, commitment, extra tags", async () => {
    const tom = acme.opportunity("Tom Okafor");
    acme.addTags(tom.id, ["Referred by Ravi"]);
    const { body } = await ask("GET", `/opportunities/${tom.id}`);
    expect(body.data.tags).toEqual([
      "Referred by Ravi",
      "Senior Backend Engineer",
      "Engineering",
      "Platform",
      "Berlin",
      "Full-time",
      "InterviewVector",
    ]);
  });

  test("lose and regain a tag with their posting, and a new title moves behind the others", async () => {
    const own = acme.createPosting({ text: "Old title", tags: ["Vendor"] });
    const { id } = acme.createOpportunity({ name: "Nora Quist", email: "nora@mail.example", posting: own.id });
    acme.untagPosting(own.id, "Vendor");
    expect(acme.tagsOf(id)).toEqual(["Old title"]);
    acme.tagPosting(own.id, "Vendor");
    acme.renamePosting(own.id, "New title");
    expect(acme.tagsOf(id)).toEqual(["Vendor", "New title"]);
  });

  test("expand puts objects in place of ids, and include keeps only what it names", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    const { body } = await ask(
      "GET",
      `/opportunities/${id}?include=name&expand=stage&expand=applications&expand=owner`,
    );
    expect(Object.keys(body.data).sort()).toEqual(["applications", "name", "owner", "stage"]);
    expect(body.data.stage).toEqual({ id: acme.stage("Recruiter screen").id, text: "Recruiter screen" });
    expect(body.data.applications[0].posting).toBe(acme.posting("Senior Backend Engineer").id);
    expect(body.data.owner.username).toBe("lena");
  });

  test("actions answer with blank contact data and without the location of the posting; links do not blank", async () => {
    const { id } = acme.opportunity("Ingrid Solberg");
    const moved = await ask("PUT", `/opportunities/${id}/stage`, { stage: acme.stage("InterviewVector").id });
    expect(moved.body.data).toMatchObject({ name: "", headline: "", location: "", phones: [], emails: [], links: [] });
    expect(moved.body.data).not.toHaveProperty("opportunityLocation");
    const linked = await ask("POST", `/opportunities/${id}/addLinks`, { links: ["https://partner.example/1"] });
    expect(linked.body.data.name).toBe("Ingrid Solberg");
    expect(linked.body.data.links).toContain("https://partner.example/1");
    expect((await ask("GET", `/opportunities/${id}`)).body.data.emails).toEqual(["ingrid.solberg@mail.example"]);
  });

  test("a stage move appends to stageChanges and sets the time stamps, updatedAt 1 ms later", async () => {
    const { id } = acme.opportunity("Arjun Nair");
    const ravi = acme.user("ravi").id;
    const { id: stage } = acme.stage("InterviewVector");
    const { body } = await ask("PUT", `/opportunities/${id}/stage?perform_as=${ravi}`, { stage });
    const last = body.data.stageChanges.at(-1);
    expect(last).toEqual({ toStageId: stage, toStageIndex: 5, updatedAt: last.updatedAt, userId: ravi });
    expect(body.data.lastAdvancedAt).toBe(last.updatedAt);
    expect(body.data.lastInteractionAt).toBe(last.updatedAt);
    expect(body.data.updatedAt).toBe(last.updatedAt + 1);
  });

  test("a move that no user made has no userId key, and a move to the same stage changes nothing", async () => {
    const { id } = acme.opportunity("Omar Haddad");
    const { id: stage } = acme.stage("InterviewVector");
    const first = await ask("PUT", `/opportunities/${id}/stage`, { stage });
    expect(first.body.data.stageChanges.at(-1)).not.toHaveProperty("userId");
    const second = await ask("PUT", `/opportunities/${id}/stage`, { stage });
    expect(second.body.data.stageChanges).toHaveLength(first.body.data.stageChanges.length);
  });

  test("an archived one can be moved and stays archived; null un-archives", async () => {
    const { id } = acme.opportunity("Elif Kaya");
    const reasons = await ask("GET", "/archive_reasons?type=hired");
    expect(reasons.body.data).toMatchObject([{ text: "Hired", status: "active", type: "hired" }]);
    const reason = (await ask("GET", "/archive_reasons?type=non-hired")).body.data[0].id;
    await ask("PUT", `/opportunities/${id}/archived`, { reason });
    const moved = await ask("PUT", `/opportunities/${id}/stage`, { stage: "offer" });
    expect(moved.body.data).toMatchObject({ stage: "offer", archived: { reason } });
    expect(moved.body.data.tags).toContain("Data Engineer");
    const back = await ask("PUT", `/opportunities/${id}/archived`, { reason: null });
    expect(back.body.data.archived).toBeNull();
  });

  test("archiving in the app drops the posting's tags", () => {
    expect(acme.tagsOf(acme.opportunity("Victor Hale").id)).toEqual([]);
  });

  test("creation de-duplicates by e-mail and says so beside data; the known contact's data wins", async () => {
    const lena = acme.user("lena").id;
    const path = `/opportunities?perform_as=${lena}`;
    const made = await ask("POST", path, { name: "Rosa Klein", emails: ["Rosa@Mail.example"], tags: ["Fresh"] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ deduped: false, data: { stage: "lead-new", owner: lena, followers: [lena] } });
    const again = await ask("POST", path, { name: "R. Klein", emails: ["rosa@mail.example"] });
    expect(again.body).toMatchObject({ deduped: true, data: { name: "Rosa Klein", contact: made.body.data.contact } });
    const two = await ask("POST", path, { postings: ["a", "b"] });
    expect(two.status).toBe(400);
    expect((await ask("POST", "/opportunities", { name: "x" })).status).toBe(400);
  });

  test("creation by multipart takes arrays as emails[] and a résumé", async () => {
    const form = new FormData();
    form.append("name", "Peter Multi");
    form.append("emails[]", "peter@mail.example");
    form.append("resumeFile", new Blob(["%PDF-1.4"]), "peter.pdf");
    const { body } = await ask("POST", `/opportunities?perform_as=${acme.user("ravi").id}`, form);
    expect(body.data.emails).toEqual(["peter@mail.example"]);
    expect(acme.resumesOf(body.data.id)).toHaveLength(1);
  });

  test("deleted ones are gone from the list, answer 404, and stand in the deleted list", async () => {
    const { id } = acme.createOpportunity({ name: "Gone Soon", email: "gone@mail.example" });
    acme.deleteOpportunity(id);
    const { status, body } = await ask("GET", `/opportunities/${id}`);
    expect(status).toBe(404);
    expect(body).toEqual({ code: "ResourceNotFound", message: `opportunities ${id} was not found` });
    const deleted = await ask("GET", "/opportunities/deleted?deleted_at_start=0&deleted_at_end=1");
    expect(deleted.body).toEqual({ data: [], hasNext: false });
    expect((await ask("GET", "/opportunities/deleted")).body.data[0]).toMatchObject({ id, deletedBy: acme.user().id });
  });

  test("the old candidates paths still answer", async () => {
    const { id } = acme.opportunity("Sofia Rossi");
    expect((await ask("GET", `/candidates/${id}`)).body.data.id).toBe(id);
  });
});

describe("lists", () => {
  const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name);

  test("go by stage rank, then last advanced descending, then id; pages join without gap or repetition", async () => {
    const whole = await ask("GET", "/opportunities?limit=100");
    expect(whole.body).toMatchObject({ hasNext: false });
    expect(whole.body).not.toHaveProperty("next");
    const ranks: Record<string, number> = {};
    for (const { id, rank } of (await ask("GET", "/disposition_stages")).body.data.stages) ranks[id] = rank;
    const keys = whole.body.data.map((one: { stage: string; lastAdvancedAt: number; id: string }) => [
      ranks[one.stage],
      -one.lastAdvancedAt,
      one.id,
    ]);
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1)));

    const walked: string[] = [];
    let next: string | undefined;
    do {
      const query: string = next === undefined ? "" : `&offset=${encodeURIComponent(next)}`;
      const { body } = await ask("GET", `/opportunities?limit=4${query}`);
      walked.push(...names(body));
      next = body.next;
      expect(body.hasNext).toBe(next !== undefined);
    } while (next !== undefined);
    expect(walked).toEqual(names(whole.body));
  });

  test("tokens are percent-encoded JSON arrays of rank, time and id of the next page's first item", async () => {
    const first = await ask("GET", "/opportunities?limit=2");
    expect(first.body.next).toMatch(/^%5B/);
    const key = JSON.parse(decodeURIComponent(first.body.next));
    const second = await ask("GET", `/opportunities?limit=2&offset=${encodeURIComponent(first.body.next)}`);
    expect(second.body.data[0]).toMatchObject({ id: key[2], lastAdvancedAt: key[1] });
  });

  test("a bad offset and a bad limit are refused", async () => {
    const bad = await ask("GET", "/opportunities?offset=nonsense");
    expect(bad.status).toBe(400);
    expect(bad.body.message).toContain("Invalid offset token");
    expect((await ask("GET", "/opportunities?limit=101")).status).toBe(400);
  });

  test("hold 10 without a limit here, so that every client meets a second page", async () => {
    expect((await ask("GET", "/opportunities")).body.data).toHaveLength(10);
  });

  test("filter by stage, tag (case-sensitive, union), posting, e-mail, archived and time", async () => {
    const stage = acme.stage("On-site interview").id;
    const { id } = acme.opportunity("Grace Mwangi");
    acme.moveToStage(id, "On-site interview");
    const only = async (query: string) => names((await ask("GET", `/opportunities?limit=100&${query}`)).body);
    expect(await only(`stage_id=${stage}`)).toEqual(["Grace Mwangi"]);
    expect(await only("tag=interviewvector")).toEqual([]);
    expect((await only("tag=Data%20Engineer&tag=Frontend%20Engineer")).sort()).toEqual([
      "Daniel Cho",
      "Elif Kaya",
      "Grace Mwangi",
      "Noah Becker",
      "Sofia Rossi",
    ]);
    expect(await only("email=MAYA.fernandez@mail.example")).toEqual(["Maya Fernandez"]);
    expect(await only("archived=true")).toEqual(["Victor Hale"]);
    expect(await only("archived=false")).not.toContain("Victor Hale");
    expect(await only(`archived_posting_id=${acme.posting("Senior Backend Engineer").id}`)).toEqual(["Victor Hale"]);
    const { updatedAt } = acme.opportunity("Grace Mwangi");
    expect(await only(`updated_at_start=${updatedAt}`)).toEqual(["Grace Mwangi"]);
  });
});
