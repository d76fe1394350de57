import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DAY, all, failureOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let maya: string;

beforeEach(async () => {
  both = await pair();
  maya = both.acme.opportunity("Maya Fernandez").id;
});
afterEach(() => both.stop());

const EVERYTHING = ["applications", "stage", "owner", "followers", "sourcedBy", "contact"] as const;

describe("one opportunity (https://hire.lever.co/developer/documentation#retrieve-a-single-opportunity)", () => {
  test("comes with the person's data, its place in the pipeline and ids where objects could be", async () => {
    const { lever, acme } = both;
    const lena = acme.user("lena").id;
    const contact = acme.contactOf(maya);
    const posting = acme.posting("Senior Backend Engineer");
    const { createdAt, lastAdvancedAt } = acme.opportunity(maya);
    const read = await lever.opportunities.get(maya);
    expect(read).toMatchObject({
      id: maya,
      name: "Maya Fernandez",
      headline: "Backend Engineer at Northwind",
      location: "Madrid, Spain",
      emails: ["maya.fernandez@mail.example"],
      phones: [{ type: "mobile", value: contact.phones[0]?.value }],
      links: ["https://code.example/maya.fernandez"],
      contact: contact.id,
      stage: acme.stage("Recruiter screen").id,
      owner: lena,
      sourcedBy: lena,
      followers: [lena],
      applications: [expect.any(String)],
      confidentiality: "non-confidential",
      archived: null,
      origin: "applied",
      sources: ["Job site"],
      createdAt,
      lastAdvancedAt,
      lastInteractionAt: lastAdvancedAt,
      updatedAt: lastAdvancedAt + 1,
      snoozedUntil: null,
      isAnonymized: false,
      opportunityLocation: "Berlin",
      urls: { show: expect.stringContaining(`/candidates/${maya}`) },
    });
    // Derived from the posting, in the recorded order: title, department, team, location, commitment, its own tags.
    expect(read.tags).toEqual([posting.text, "Engineering", "Platform", "Berlin", "Full-time", "InterviewVector"]);
    expect(read.stageChanges).toEqual([
      { toStageId: "applicant-new", toStageIndex: 3, updatedAt: createdAt, userId: lena },
      { toStageId: read.stage, toStageIndex: 4, updatedAt: lastAdvancedAt, userId: lena },
    ]);
  });

  // https://hire.lever.co/developer/documentation#customizing-the-response
  test.each(EVERYTHING)("expand=%s puts objects in place of those ids and leaves the others ids", async (key) => {
    const { lever, acme } = both;
    const plain = await lever.opportunities.get(maya);
    const read = await lever.opportunities.get(maya, { expand: [key] });
    const lena = acme.user("lena");
    const user = { id: lena.id, name: "Lena Fischer", username: "lena", email: lena.email, accessRole: "super admin" };
    const posting = acme.posting("Senior Backend Engineer");
    const application = {
      id: plain.applications[0],
      type: "user",
      opportunityId: maya,
      posting: posting.id,
      postingOwner: posting.owner,
      user: lena.id,
      name: null,
      email: null,
      archived: null,
      createdAt: plain.createdAt,
    };
    const person = { id: plain.contact, name: "Maya Fernandez", location: "Madrid, Spain", isAnonymized: false };
    const expected = {
      applications: [application],
      stage: { id: plain.stage, text: "Recruiter screen" },
      owner: user,
      followers: [user],
      sourcedBy: user,
      contact: { ...person, emails: plain.emails, phones: plain.phones, headline: plain.headline },
    };
    expect(read[key]).toMatchObject(expected[key]);
    const others = EVERYTHING.filter((other) => other !== key);
    for (const other of others) expect(read[other]).toEqual(plain[other]);
  });

  test("all can be expanded at once, and what is null or empty stays so", async () => {
    const { lever, acme, emulator } = both;
    const amara = acme.opportunity("Amara Obi").id;
    acme.setOwner(amara, null);
    const own = emulator.state.accounts["acme"]?.opportunities[amara];
    Object.assign(own ?? {}, { sourcedBy: null, followers: [] });
    const read = await lever.opportunities.get(amara, { expand: EVERYTHING });
    expect(read).toMatchObject({ owner: null, sourcedBy: null, followers: [], applications: [] });
    expect(read.stage).toEqual({ id: "lead-new", text: "New lead" });
    expect(read.contact?.name).toBe("Amara Obi");
  });

  test("has no posting location without an application, and no user in a move that nobody made (recorded production answers, 2026)", async () => {
    const { lever, acme, heard } = both;
    const amara = acme.opportunity("Amara Obi").id;
    await lever.opportunities.setStage(amara, "lead-responded");
    const read = await lever.opportunities.get(amara);
    const { body } = await heard();
    expect(body.data).not.toHaveProperty("opportunityLocation");
    expect(body.data.stageChanges.at(-1)).not.toHaveProperty("userId");
    expect(read.opportunityLocation).toBeNull();
    expect(read.stageChanges.at(-1)).toEqual({
      toStageId: "lead-responded",
      toStageIndex: 2,
      updatedAt: both.now(),
      userId: null,
    });
  });

  test("of an anonymised person keeps its place and loses the person", async () => {
    both.acme.anonymize(maya);
    const read = await both.lever.opportunities.get(maya, { expand: ["contact"] });
    expect(read).toMatchObject({ id: maya, name: "", headline: "", emails: [], phones: [], isAnonymized: true });
    expect(read.contact).toMatchObject({ name: "", isAnonymized: true });
  });

  test("that is unknown or deleted is not found", async () => {
    both.acme.deleteOpportunity(maya);
    for (const id of ["a80bbbe0-d4dd-4eac-bdbf-302345414f93", maya]) {
      const failure = await failureOf(both.lever.opportunities.get(id));
      expect(failure).toMatchObject({ code: "not_found", status: 404, tookEffect: "no" });
      expect(failure).toMatchObject({
        leverCode: "ResourceNotFound",
        leverMessage: `opportunities ${id} was not found`,
      });
    }
  });

  test("an id that holds a slash or a space is one path segment", async () => {
    const failure = await failureOf(both.lever.opportunities.get("no such/thing"));
    expect(failure.leverMessage).toBe("opportunities no such/thing was not found");
  });

  test("that is confidential needs credentials with that right (https://hire.lever.co/developer/documentation#confidential-data)", async () => {
    const { emulator, client, lever } = both;
    const acme = emulator.state.accounts["acme"];
    Object.assign(acme?.opportunities[maya] ?? {}, { confidentiality: "confidential" });
    acme?.apiKeys.push({ key: "plain", name: "Plain", scopes: "all", confidential: false });
    const plain = client({ credentials: { kind: "apiKey", key: "plain" } });
    expect(await failureOf(plain.opportunities.get(maya))).toMatchObject({ code: "forbidden", tookEffect: "no" });
    expect(await failureOf(all(plain.opportunities.list({ confidentiality: "all" })))).toMatchObject({
      code: "forbidden",
    });
    expect((await lever.opportunities.get(maya)).confidentiality).toBe("confidential");
  });
});

describe("a new opportunity (https://hire.lever.co/developer/documentation#create-an-opportunity)", () => {
  test("has all that was sent with it", async () => {
    const { lever, acme } = both;
    const [ravi, hana] = [acme.user("ravi").id, acme.user("hana").id];
    const posting = acme.posting("Data Engineer").id;
    const createdAt = both.now() - 3 * DAY;
    const { opportunity, deduped } = await lever.opportunities.create(
      {
        name: "Zoe Martin",
        headline: "Data Engineer at Wonka",
        stage: "lead-reached-out",
        location: "Ghent, Belgium",
        phones: [{ value: "+32 470 00 00 01", type: "home" }, { value: "+32 470 00 00 02" }],
        emails: ["zoe.martin@mail.example"],
        links: ["https://code.example/zoe"],
        tags: ["Rehire", "Fair 2026"],
        sources: ["Fair"],
        origin: "referred",
        owner: hana,
        followers: [hana],
        postings: [posting],
        createdAt,
        opportunityLocation: "Lisbon",
      },
      { performAs: ravi },
    );
    expect(deduped).toBe(false);
    expect(opportunity).toMatchObject({
      name: "Zoe Martin",
      headline: "Data Engineer at Wonka",
      stage: "lead-reached-out",
      location: "Ghent, Belgium",
      phones: [
        { type: "home", value: "+32 470 00 00 01" },
        { type: null, value: "+32 470 00 00 02" },
      ],
      emails: ["zoe.martin@mail.example"],
      links: ["https://code.example/zoe"],
      sources: ["Fair"],
      origin: "referred",
      owner: hana,
      sourcedBy: ravi,
      createdAt,
      opportunityLocation: "Lisbon",
    });
    expect(opportunity.tags.slice(0, 2)).toEqual(["Rehire", "Fair 2026"]);
    expect(opportunity.tags).toContain("Data Engineer");
    // The creator always follows.
    expect([...opportunity.followers].sort()).toEqual([ravi, hana].sort());
    expect(opportunity.applications).toHaveLength(1);
    expect(both.lastCall("POST", "/opportunities")).toMatchObject({ status: 201, performAs: ravi });
    expect(await lever.opportunities.get(opportunity.id)).toEqual(opportunity);
  });

  test("begins in New Lead and belongs to who made it", async () => {
    const ravi = both.acme.user("ravi").id;
    const { opportunity } = await both.lever.opportunities.create({ name: "Nobody Special" }, { performAs: ravi });
    expect(opportunity).toMatchObject({ stage: "lead-new", owner: ravi, sourcedBy: ravi, applications: [] });
  });

  test("of a known e-mail stands on the known contact, whose data wins; `deduped` stands beside `data` (recorded production answers, 2026)", async () => {
    const by = { performAs: both.acme.user("ravi").id };
    const again = { name: "M. Fernandez", emails: ["maya.fernandez@mail.example"] };
    const { opportunity, deduped } = await both.lever.opportunities.create(again, by);
    expect((await both.heard()).body.deduped).toBe(true);
    expect(deduped).toBe(true);
    expect(opportunity.id).not.toBe(maya);
    expect(opportunity).toMatchObject({ name: "Maya Fernandez", contact: both.acme.contactOf(maya).id });
  });

  test("can be a further candidacy of a named contact", async () => {
    const contact = both.acme.contactOf(maya).id;
    const by = { performAs: both.acme.user("ravi").id };
    const { opportunity } = await both.lever.opportunities.create({ contact }, by);
    expect(opportunity).toMatchObject({ contact, name: "Maya Fernandez" });
  });

  test("in the future is refused, and nothing is made", async () => {
    const before = both.acme.opportunities().length;
    const by = { performAs: both.acme.user("ravi").id };
    const failure = await failureOf(both.lever.opportunities.create({ name: "Later", createdAt: both.now() + 1 }, by));
    expect(failure).toMatchObject({ code: "bad_request", status: 400, tookEffect: "no" });
    expect(both.acme.opportunities()).toHaveLength(before);
  });

  test("needs a user to be attributed to", async () => {
    const failure = await failureOf(both.lever.opportunities.create({ name: "Nobody's" }, { performAs: "unknown" }));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });
});

describe("deleted opportunities (https://hire.lever.co/developer/documentation#list-deleted-opportunities)", () => {
  test("are listed with who deleted them and when, both ends of the range included", async () => {
    const { lever, acme } = both;
    const names = ["Maya Fernandez", "Tom Okafor", "Ingrid Solberg"];
    const deleted = names.map((name) => {
      const { id, contact } = acme.opportunity(name);
      acme.deleteOpportunity(id, { by: "ravi" });
      const record = { id, contact, deletedBy: acme.user("ravi").id, deletedAt: both.now() };
      both.later(1000);
      return record;
    });
    const [first, second, third] = deleted;
    const range = { deletedAtStart: first?.deletedAt ?? 0, deletedAtEnd: second?.deletedAt ?? 0 };
    expect(new Set(await all(lever.opportunities.listDeleted(range)))).toEqual(new Set([first, second]));
    expect(await all(lever.opportunities.listDeleted({ deletedAtStart: third?.deletedAt ?? 0 }))).toEqual([third]);
    expect(await all(lever.opportunities.listDeleted({}))).toHaveLength(3);
  });

  test("in a range where there are none are an empty list", async () => {
    expect(await all(both.lever.opportunities.listDeleted({}))).toEqual([]);
    expect((await both.heard()).body).toEqual({ data: [], hasNext: false });
  });

  // https://hire.lever.co/developer/updates, 2026-04
  test("of more than 30 days at once are refused", async () => {
    const deletedAtEnd = both.now();
    const listing = (days: number) =>
      all(both.lever.opportunities.listDeleted({ deletedAtStart: deletedAtEnd - days * DAY, deletedAtEnd }));
    expect(await listing(30)).toEqual([]);
    expect(await failureOf(listing(30.1))).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });

  test("come page by page", async () => {
    const ids = both.acme.opportunities().map(({ id }) => id);
    for (const id of ids) both.acme.deleteOpportunity(id);
    const deleted = await all(both.lever.opportunities.listDeleted({}));
    expect(deleted.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(both.emulator.journal.length).toBe(Math.ceil(ids.length / 10));
  });
});
