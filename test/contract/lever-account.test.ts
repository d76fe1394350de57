import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient } from "@interviewvector/lever";
import type { Hands } from "@interviewvector/lever-emulator";
import { DAY, all, failureOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let acme: Hands;

beforeEach(async () => {
  both = await pair();
  ({ lever, acme } = both);
});
afterEach(() => both.stop());

const UNKNOWN = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";

describe("stages (https://hire.lever.co/developer/documentation#stages)", () => {
  test("come in pipeline order, built-in ones with slugs for ids (recorded production answers, 2026)", async () => {
    const stages = await all(lever.stages.list());
    expect(stages).toEqual([
      { id: "lead-new", text: "New lead" },
      { id: "lead-reached-out", text: "Reached out" },
      { id: "lead-responded", text: "Responded" },
      { id: "applicant-new", text: "New applicant" },
      { id: acme.stage("Recruiter screen").id, text: "Recruiter screen" },
      { id: acme.stage("InterviewVector").id, text: "InterviewVector" },
      { id: acme.stage("On-site interview").id, text: "On-site interview" },
      { id: "offer", text: "Offer" },
    ]);
    expect(await lever.stages.get("offer")).toEqual({ id: "offer", text: "Offer" });
  });

  test("can be renamed under the same id, and vanish with their candidates moved elsewhere", async () => {
    const { id } = acme.stage("InterviewVector");
    const maya = acme.opportunity("Maya Fernandez").id;
    acme.moveToStage(maya, id);
    acme.renameStage("InterviewVector", "Expert interview");
    expect(await lever.stages.get(id)).toEqual({ id, text: "Expert interview" });
    acme.deleteStage(id);
    expect(await failureOf(lever.stages.get(id))).toMatchObject({
      code: "not_found",
      tookEffect: "no",
      leverMessage: `stages ${id} was not found`,
    });
    const read = await lever.opportunities.get(maya, { expand: ["stage"] });
    expect(read.stage.text).toBe("Recruiter screen");
    // The history keeps the id of a stage that is gone.
    expect(read.stageChanges.map(({ toStageId }) => toStageId)).toContain(id);
  });
});

describe("archive reasons (https://hire.lever.co/developer/documentation#archive-reasons)", () => {
  test.each([
    [{}, ["Hired", "Position closed", "Timing", "Underqualified", "Withdrew"]],
    [{ type: "hired" } as const, ["Hired"]],
    [{ type: "non-hired" } as const, ["Position closed", "Timing", "Underqualified", "Withdrew"]],
  ])("by %o", async (filter, expected) => {
    const reasons = await all(lever.archiveReasons.list(filter));
    expect(reasons.map(({ text }) => text).sort()).toEqual(expected);
    for (const reason of reasons) {
      expect(reason).toMatchObject({ status: "active", type: reason.text === "Hired" ? "hired" : "non-hired" });
      expect(await lever.archiveReasons.get(reason.id)).toEqual(reason);
    }
  });

  test("an unknown one is not found", async () => {
    expect((await failureOf(lever.archiveReasons.get(UNKNOWN))).code).toBe("not_found");
  });
});

describe("tags (https://hire.lever.co/developer/documentation#tags)", () => {
  test("come into being when used, are counted, sorted ignoring case, and told apart by case", async () => {
    const maya = acme.opportunity("Maya Fernandez").id;
    await lever.opportunities.addTags(maya, ["interviewvector", "Full-Time"]);
    const tags = await all(lever.tags.list());
    const lower = tags.map(({ text }) => text.toLowerCase());
    expect(lower).toEqual([...lower].sort());
    const counts = Object.fromEntries(tags.map(({ text, count }) => [text, count]));
    const carry = (tag: string) => acme.opportunities().filter(({ id }) => acme.tagsOf(id).includes(tag)).length;
    expect(carry("InterviewVector")).toBeGreaterThan(5);
    expect(counts).toMatchObject({
      InterviewVector: carry("InterviewVector"),
      interviewvector: 1,
      "Full-Time": 1,
      "Full-time": carry("Full-time"),
    });
    await lever.opportunities.removeTags(maya, ["interviewvector"]);
    expect((await all(lever.tags.list())).map(({ text }) => text)).not.toContain("interviewvector");
  });
});

describe("postings (https://hire.lever.co/developer/documentation#list-all-postings)", () => {
  const titles = async (filter: Parameters<LeverClient["postings"]["list"]>[0]) =>
    (await all(lever.postings.list(filter))).map(({ text }) => text).sort();
  const [backend, data, frontend] = ["Senior Backend Engineer", "Data Engineer", "Frontend Engineer"];
  const [support, designer] = ["Support Engineer", "Product Designer"];

  test("by tag find those that a person tagged for a vendor, to the letter, and lose them when the tag goes", async () => {
    expect(await titles({ tag: "InterviewVector" })).toEqual([frontend, backend]);
    expect(await titles({ tag: "interviewvector" })).toEqual([]);
    acme.untagPosting(frontend, "InterviewVector");
    acme.tagPosting(data, "Other vendor");
    expect(await titles({ tag: ["InterviewVector", "Other vendor"] })).toEqual([data, backend]);
  });

  test.each([
    ["published", [data, frontend, backend]],
    ["internal", [support]],
    ["closed", [designer]],
    ["draft", []],
    ["pending", []],
    ["rejected", []],
  ] as const)("by state %s", async (state, expected) => {
    expect(await titles({ state })).toEqual(expected);
  });

  test("published alone are the publicly listed ones; naming both channels brings all", async () => {
    acme.createPosting({ text: "Chief of Staff", tags: ["InterviewVector"] });
    const own = Object.values(both.emulator.state.accounts["acme"]?.postings ?? {});
    Object.assign(own.find(({ text }) => text === "Chief of Staff") ?? {}, { distributionChannels: ["internal"] });
    const published = { tag: "InterviewVector", state: "published" } as const;
    expect(await titles(published)).toEqual([frontend, backend]);
    expect(await titles({ ...published, distributionChannel: "internal" })).toContain("Chief of Staff");
    expect(await titles({ ...published, distributionChannel: ["public", "internal"] })).toEqual([
      "Chief of Staff",
      frontend,
      backend,
    ]);
  });

  test.each([
    [{ team: "Platform" }, [backend]],
    [{ team: ["Platform", "Data"] }, [data, backend]],
    [{ department: "Engineering" }, [data, frontend, designer, backend, support]],
    [{ location: "Lisbon" }, [frontend, support]],
    [{ commitment: "Full-time", state: "closed" as const }, [designer]],
    [{ level: "Senior" }, []],
    [{ confidentiality: "confidential" as const }, []],
    [{ limit: 2, location: "Berlin" }, [data, designer, backend]],
  ])("by %o", async (filter, expected) => {
    expect(await titles(filter)).toEqual(expected.sort());
  });

  test("by the time of their last change, with confidentiality and nothing else; with another filter they are refused", async () => {
    const updatedAtStart = acme.posting(data).updatedAt;
    const changed = { updatedAtStart, confidentiality: "non-confidential" } as const;
    expect(await titles(changed)).toEqual([data, support]);
    expect(await titles({ ...changed, updatedAtEnd: updatedAtStart })).toEqual([data]);
    for (const wrong of [{ updatedAtStart }, { ...changed, tag: "InterviewVector" }])
      expect(await failureOf(titles(wrong))).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });

  test("one by one, with title, state, place, owner and the vendor's tag", async () => {
    const { id, createdAt } = acme.posting(backend);
    expect(await lever.postings.get(id)).toMatchObject({
      id,
      text: backend,
      state: "published",
      distributionChannels: ["public", "internal"],
      confidentiality: "non-confidential",
      owner: acme.user("lena").id,
      hiringManager: null,
      tags: ["InterviewVector"],
      categories: {
        team: "Platform",
        department: "Engineering",
        location: "Berlin",
        allLocations: ["Berlin"],
        commitment: "Full-time",
        level: null,
      },
      content: { description: expect.stringContaining("Berlin"), lists: [] },
      workplaceType: "unspecified",
      urls: { show: expect.stringContaining(id) },
      salaryRange: null,
      createdAt,
      updatedAt: createdAt,
    });
  });

  test("a draft has no addresses (recorded production answers, 2026); an unknown one is not found", async () => {
    const { id } = acme.createPosting({ text: "Not yet", state: "draft" });
    expect((await lever.postings.get(id)).urls).toBeNull();
    expect((await failureOf(lever.postings.get(UNKNOWN))).code).toBe("not_found");
  });

  test("a tag put on a posting reaches its opportunities, and leaves with it (https://hire.lever.co/developer/usecases)", async () => {
    const elif = acme.opportunity("Elif Kaya").id;
    const hasTag = async () => (await lever.opportunities.get(elif)).tags.includes("InterviewVector");
    expect(await hasTag()).toBe(false);
    acme.tagPosting(data, "InterviewVector");
    expect(await hasTag()).toBe(true);
    acme.untagPosting(data, "InterviewVector");
    expect(await hasTag()).toBe(false);
  });
});

describe("users (https://hire.lever.co/developer/documentation#users)", () => {
  const names = async (filter: Parameters<LeverClient["users"]["list"]>[0]) =>
    (await all(lever.users.list(filter))).map(({ username }) => username);

  test("are the active ones, newest first (recorded production answers, 2026)", async () => {
    expect(await names({})).toEqual(["jonas", "hana", "ravi", "lena"]);
  });

  test.each([
    [{ includeDeactivated: true }, ["marta", "jonas", "hana", "ravi", "lena"]],
    [{ email: "lena@acme.example" }, ["lena"]],
    [{ email: "LENA@acme.example" }, ["lena"]],
    [{ email: "len@acme.example" }, []],
    [{ email: "marta@acme.example" }, []],
    [{ email: "marta@acme.example", includeDeactivated: true }, ["marta"]],
    [{ accessRole: ["super admin"] }, ["lena"]],
    [{ accessRole: ["super admin", "team member"] }, ["ravi", "lena"]],
    [{ externalDirectoryId: "nobody" }, []],
  ])("by %o", async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test("one by one, deactivated ones too", async () => {
    const marta = acme.user("marta");
    expect(await lever.users.get(marta.id)).toEqual({
      id: marta.id,
      name: "Marta Kowalska",
      username: "marta",
      email: "marta@acme.example",
      accessRole: "team member",
      photo: null,
      jobTitle: "Recruiter",
      externalDirectoryId: null,
      createdAt: marta.createdAt,
      deactivatedAt: both.now() - 30 * DAY,
    });
    expect((await failureOf(lever.users.get(UNKNOWN))).code).toBe("not_found");
  });

  test("are made as interviewers unless told otherwise; the user name is the local part of the e-mail", async () => {
    const iv = await lever.users.create({ name: "InterviewVector", email: "interview.vector@acme.example" });
    expect(iv).toMatchObject({ username: "interview.vector", accessRole: "interviewer", createdAt: both.now() });
    const other = await lever.users.create({
      name: "Team",
      email: "team@acme.example",
      accessRole: "team member",
      externalDirectoryId: "dir-7",
    });
    expect(await all(lever.users.list({ externalDirectoryId: "dir-7" }))).toEqual([other]);
    expect((await both.heard()).status).toBe(200);
    expect(both.lastCall("POST", "/users").effect).toEqual({ type: "user.created", id: other.id });
  });
});

describe("contacts (https://hire.lever.co/developer/documentation#contacts)", () => {
  test("are read with their place as an object, and written with it as text", async () => {
    const maya = acme.opportunity("Maya Fernandez");
    const before = await lever.contacts.get(maya.contact);
    expect((await both.heard()).body.data.location).toEqual({ name: "Madrid, Spain" });
    expect(before).toEqual({
      id: maya.contact,
      name: "Maya Fernandez",
      headline: "Backend Engineer at Northwind",
      isAnonymized: false,
      location: "Madrid, Spain",
      emails: ["maya.fernandez@mail.example"],
      phones: acme.contactOf(maya.id).phones,
    });
    const update = {
      name: "Maya Fernández",
      headline: "Staff Engineer",
      location: "Seville, Spain",
      emails: ["maya@mail.example"],
      phones: [{ value: "+34 600 000 000" }],
    };
    const answer = await lever.contacts.update(maya.contact, update);
    const phones = [{ type: null, value: "+34 600 000 000" }];
    // The answer to an update leaves isAnonymized out (recorded production answers, 2026).
    expect(answer).toEqual({ id: maya.contact, ...update, phones, isAnonymized: null });
    expect(await lever.contacts.get(maya.contact)).toEqual({ ...answer, isAnonymized: false });
    const seen = await lever.opportunities.get(maya.id);
    expect(seen).toMatchObject({ name: update.name, location: update.location, emails: update.emails, phones });
  });

  test("keep what an update leaves out", async () => {
    const { contact } = acme.opportunity("Maya Fernandez");
    const { headline: _, ...before } = await lever.contacts.get(contact);
    await lever.contacts.update(contact, { headline: "Free again" });
    expect(await lever.contacts.get(contact)).toEqual({ ...before, headline: "Free again" });
  });

  test("that are anonymised can be read and not changed; unknown ones are not found", async () => {
    const { id, contact } = acme.opportunity("Maya Fernandez");
    acme.anonymize(id);
    expect(await lever.contacts.get(contact)).toMatchObject({ name: "", emails: [], isAnonymized: true });
    const failure = await failureOf(lever.contacts.update(contact, { name: "Maya" }));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect((await failureOf(lever.contacts.get(UNKNOWN))).code).toBe("not_found");
  });
});

describe("accounts (https://hire.lever.co/developer/documentation#authentication)", () => {
  test("are separate: another account's key finds nothing of this one", async () => {
    const globex = both.client({ credentials: { kind: "apiKey", key: "globex-key" } });
    const maya = acme.opportunity("Maya Fernandez").id;
    expect((await failureOf(globex.opportunities.get(maya))).code).toBe("not_found");
    expect((await all(globex.opportunities.list())).map(({ name }) => name).sort()).toEqual([
      "Aisha Rahman",
      "Ben Carter",
      "Lucas Meyer",
    ]);
  });

  test("open to nobody without a valid key", async () => {
    for (const key of ["", "wrong", "acme-key:password"]) {
      const stranger = both.client({ credentials: { kind: "apiKey", key } });
      const failure = await failureOf(stranger.notes.create(acme.opportunity("Maya Fernandez").id, { value: "?" }));
      expect(failure).toMatchObject({ code: "unauthorized", status: 401, tookEffect: "no" });
      expect(failure).toMatchObject({
        leverCode: "UnauthorizedError",
        leverMessage: "The request requires authentication.",
      });
    }
  });

  test("answer an unknown path with the path", async () => {
    const elsewhere = both.client({ apiUrl: `${both.emulator.apiUrl}/nowhere` });
    const failure = await failureOf(all(elsewhere.stages.list()));
    expect(failure).toMatchObject({ code: "not_found", leverMessage: "/v1/nowhere/stages does not exist" });
  });
});
