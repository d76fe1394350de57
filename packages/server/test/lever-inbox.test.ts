/** What happens in Lever, however we hear of it: twice, late, out of order, or never. */
import { isRefusal, type Actor } from "@interviewvector/domain";
import { integrationApi } from "@interviewvector/domain";
import { afterEach, describe, expect, test } from "vitest";
import { backend, startLeverWorld, switchOn, type LeverWorld, type LeverWorldOptions } from "./lever-world.ts";

const worlds: LeverWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
});

async function ready(
  options: LeverWorldOptions & { webhooks?: boolean; active?: boolean; settings?: Record<string, unknown> } = {},
): Promise<LeverWorld & { connectionId: string; positionId: string | null }> {
  const world = await startLeverWorld(options);
  worlds.push(world);
  const connectionId = await world.connect({ webhooks: options.webhooks ?? true });
  const active = options.active ?? true;
  const positionId = active ? await world.activate({ settings: options.settings ?? {} }) : null;
  return Object.assign(world, { connectionId, positionId });
}

const ada: Actor = { kind: "member", id: "ada", name: "Ada Admin" };

function texts({ acme }: LeverWorld, id: string): string[] {
  return acme
    .notesOf(id)
    .sort((left, right) => left.createdAt - right.createdAt)
    .map((note) => note.comments[0]!.value);
}

async function reasons({ database }: LeverWorld, id: string): Promise<(string | null)[]> {
  const rows = await database.service
    .selectFrom("deliveries")
    .select("reason")
    .where("opportunity_id", "=", id)
    .orderBy("received_at")
    .execute();
  return rows.map(({ reason }) => reason);
}

async function pollNow(world: LeverWorld & { connectionId: string }): Promise<void> {
  await world.call(integrationApi.pollNow, { params: { connectionId: world.connectionId } });
  await world.settle();
}

describe("an entry", () => {
  test("that lacks something is blocked, the note names exactly what, and it goes on when it is there", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Arjun Nair");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "blocked", blocked_reasons: ["phone_missing"] }]);
    expect(texts(world, id)).toHaveLength(1);
    expect(texts(world, id)[0]).toContain(
      "@lena No interview was created for Arjun Nair: phone number missing in Lever.",
    );
    expect(texts(world, id)[0]).toContain(`${world.url}/retrigger/`);
    world.acme.editContact(id, { phones: [{ type: "mobile", value: "+91 98 7654 3210" }] });
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
    expect(world.mails.map(({ payload }) => payload["mail"])).toEqual(["invitation"]);
  });

  test("is blocked for an address that is none, and for a résumé without a file; spaces around an address are no fault", async () => {
    const world = await ready();
    const data = { phone: "+49 30 1234567", posting: "Senior Backend Engineer", owner: "lena", resume: true };
    const odd = world.acme.createOpportunity({ ...data, name: "Odd Address", email: "not an address" });
    const spaced = world.acme.createOpportunity({ ...data, name: "Space Around", email: " space@mail.example " });
    const profile = world.acme.createOpportunity({ ...data, name: "Only Profile", email: "profile@mail.example" });
    const [resume] = world.acme.resumesOf(profile.id);
    Object.assign(world.emulator.state.accounts["acme"]?.resumes[resume?.id ?? ""] ?? {}, { file: null });
    for (const { id } of [odd, spaced, profile]) world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    const found = new Map((await world.interviews()).map((one) => [one.opportunity_id, one]));
    expect(found.get(odd.id)).toMatchObject({ blocked_reasons: ["email_missing"] });
    expect(texts(world, odd.id)[0]).toContain(": valid e-mail address missing in Lever.");
    expect(found.get(spaced.id)).toMatchObject({ state: "invited" });
    expect(found.get(profile.id)).toMatchObject({ blocked_reasons: ["resume_missing"] });
  });

  test("for a position that is not configured is blocked, and goes on once it is", async () => {
    const world = await ready({ active: false });
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "blocked", blocked_reasons: ["not_configured"] }]);
    expect(texts(world, id)[0]).toContain("is not configured in InterviewVector");
    const positionId = await world.activate();
    await world.database.service
      .updateTable("positions")
      .set({ activated_at: new Date(world.now()) })
      .where("id", "=", positionId)
      .execute();
    await world.database.service.transaction().execute((tx) => world.lever.rereadBlocked(tx, positionId));
    await world.settle();
    const [interview] = await world.database.service.selectFrom("interviews").selectAll().execute();
    expect(interview).toMatchObject({ state: "invited", round_number: 1, guide_version: 1 });
    expect(interview!.round_id).not.toBeNull();
  });

  test("of an untagged posting, without an application, or in another stage is ignored, and the reason is kept", async () => {
    const world = await ready();
    const elif = world.acme.opportunity("Elif Kaya").id;
    const amara = world.acme.opportunity("Amara Obi").id;
    const tom = world.acme.opportunity("Tom Okafor").id;
    world.acme.moveToStage(elif, "InterviewVector");
    world.acme.moveToStage(amara, "InterviewVector");
    world.acme.moveToStage(tom, "On-site interview");
    await world.settle();
    expect(await world.interviews()).toEqual([]);
    expect(await reasons(world, elif)).toEqual(["The posting does not carry the tag."]);
    expect(await reasons(world, amara)).toEqual(["The opportunity has no application to a posting."]);
    expect(await reasons(world, tom)).toEqual(['Stands in "On-site interview", not in "InterviewVector".']);
    const { rows } = (await world.call(integrationApi.sync, {
      params: { connectionId: world.connectionId },
      query: { state: "ignored" },
    })) as {
      rows: { why: string }[];
    };
    expect(rows).toHaveLength(3);
    const known = await world.database.service.selectFrom("candidates").select("id").execute();
    expect(known).toEqual([]);
  });

  test("that the API does not show yet is looked at again after five seconds", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.emulator.setFaults([{ fault: "stageChangeNotVisibleYet", ms: 3_000, match: { path: "opportunities" } }]);
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect(await world.interviews()).toEqual([]);
    world.advance(6);
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
  });

  test("of who stood there before activation is left alone until a person chooses them", async () => {
    const world = await ready({ active: false });
    await world.database.service.updateTable("positions").set({ state: "inactive" }).execute();
    const { id } = world.acme.opportunity("Maya Fernandez");
    await world.database.service
      .updateTable("connections")
      .set({ connected_at: new Date(world.now() + 3_600_000) })
      .execute();
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.advance(10);
    const positionId = await world.activate();
    expect(await world.interviews()).toEqual([]);
    expect(await world.lever.standing(positionId)).toMatchObject([
      { opportunityId: id, name: "Maya Fernandez", hasInterview: false },
    ]);
    await world.database.service.transaction().execute((tx) =>
      world.lever.inviteStanding(tx, {
        companyId: world.companyId,
        connectionId: world.connectionId,
        positionId,
        opportunityIds: [id],
        actor: ada,
      }),
    );
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
    expect(await world.lever.standing(positionId)).toMatchObject([{ hasInterview: true }]);
  });
});

test("an address that changes is that of the person: each of their invitations goes out again, with a new link", async () => {
  const world = await ready();
  const { id, contact } = world.acme.opportunity("Maya Fernandez");
  const other = world.acme.createOpportunity({
    name: "Maya Fernandez",
    email: world.acme.contactOf(id).emails[0]!,
    posting: backend,
  });
  expect(other.contact).toBe(contact);
  for (const one of [id, other.id]) world.acme.moveToStage(one, "InterviewVector");
  await world.settle();
  world.acme.addResume(other.id);
  for (const line of await world.interviews()) if (line.state === "blocked") await world.lever.retrigger(line.id, ada);
  await world.settle();
  world.acme.editContact(id, { emails: ["maya.new@mail.example"] });
  await world.settle();
  const rows = await world.database.service.selectFrom("interviews").select(["state", "generation"]).execute();
  expect(rows).toEqual([
    { state: "invited", generation: 2 },
    { state: "invited", generation: 2 },
  ]);
  expect(world.mails.filter(({ payload }) => payload["mail"] === "invitation")).toHaveLength(4);
});

test("two opportunities of one person that are read at the same moment do not wait for each other", async () => {
  const together = { ids: [] as string[], asked: new Set<string>(), both: Promise.withResolvers<void>() };
  const world = await ready({
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      const read = together.ids.find((one) => new URL(url).pathname.endsWith(`/opportunities/${one}`));
      if (read === undefined) return answer;
      together.asked.add(read);
      if (together.asked.size === 2) together.both.resolve();
      await together.both.promise;
      return answer;
    },
  });
  const { id } = world.acme.opportunity("Maya Fernandez");
  const email = world.acme.contactOf(id).emails[0]!;
  const other = world.acme.createOpportunity({ name: "Maya Fernandez", email, posting: backend });
  world.acme.addResume(other.id);
  for (const one of [id, other.id]) world.acme.moveToStage(one, "InterviewVector");
  await world.settle();
  expect(await world.interviews()).toMatchObject([{ state: "invited" }, { state: "invited" }]);
  together.ids = [id, other.id];
  world.acme.editContact(id, { emails: ["maya.new@mail.example"] });
  await world.settle();
  expect(together.asked.size).toBe(2);
  const failed = await world.database.service
    .selectFrom("effects as e")
    .innerJoin("effect_attempts as a", "a.effect_id", "e.id")
    .select("a.detail")
    .where("e.kind", "=", "lever.read")
    .where("a.outcome", "=", "not_applied")
    .execute();
  expect(failed).toEqual([]);
  const rows = await world.database.service.selectFrom("interviews").select("generation").execute();
  expect(rows).toEqual([{ generation: 2 }, { generation: 2 }]);
});

describe("an answer of Lever that is older than one we had", () => {
  const old = { fault: "stageChangeNotVisibleYet", ms: 60_000, times: 1, match: { path: "/opportunities/" } } as const;

  test("invites nobody who was seen to have left before the news of their coming", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Tom Okafor");
    world.emulator.setFaults([{ fault: "webhookDelay", ms: 8_000, times: 1 }]);
    world.acme.moveToStage(id, "InterviewVector");
    world.acme.moveToStage(id, "Recruiter screen");
    await world.settle();
    world.emulator.setFaults([old]);
    for (const wait of [9, 6]) {
      world.advance(wait);
      await world.settle();
    }
    expect(await world.interviews()).toEqual([]);
  });

  test("brings nobody back who was seen to have left", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.advance(60);
    world.acme.moveToStage(id, "Recruiter screen");
    await world.settle();
    world.emulator.setFaults([old]);
    world.acme.editContact(id, { phones: [{ type: "mobile", value: "+34 600 000 000" }] });
    await world.settle();
    for (const wait of [6, 125]) {
      world.advance(wait);
      await world.settle();
    }
    expect(await world.interviews()).toMatchObject([{ state: "cancelled" }]);
  });
});

describe("leaving", () => {
  test("by a slip of the mouse, moved back within two minutes, changes nothing", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.advance(60);
    world.acme.moveToStage(id, "Recruiter screen");
    await world.settle();
    world.advance(60);
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.advance(300);
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
    expect(texts(world, id)).toHaveLength(1);
  });

  test("for good cancels everywhere, and coming back later makes a new interview", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    const [first] = await world.interviews();
    await world.book(first!.id);
    await world.settle();
    world.acme.archive(id, "Withdrew");
    await world.settle();
    world.advance(125);
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "cancelled" }]);
    expect(world.acme.interviewsOf(id)[0]!.canceledAt).not.toBeNull();
    expect(texts(world, id).at(-1)).toContain("the candidate was archived");
    world.acme.unarchive(id);
    await world.settle();
    expect(await world.interviews()).toHaveLength(1);
    world.advance(60);
    world.acme.moveToStage(id, "Recruiter screen");
    world.advance(60);
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect((await world.interviews()).map(({ state }) => state)).toEqual(["cancelled", "invited"]);
  });

  test("by being hired is told as such", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.acme.hire(id);
    await world.settle();
    world.advance(125);
    await world.settle();
    expect(texts(world, id).at(-1)).toContain("the candidate was hired");
  });
});

describe("five times over, shuffled and late", () => {
  test("ends as if it had come once and in order", async () => {
    const outcomes: string[] = [];
    for (const seed of [0, 1, 2, 3, 4, 5]) {
      const world = await ready();
      if (seed > 0) {
        world.emulator.setFaults(
          [
            { fault: "webhookDuplicate", ms: 30, probability: 0.8 },
            { fault: "webhookOutOfOrder", ms: 200, probability: 0.5 },
            { fault: "webhookDelay", ms: 100, probability: 0.5 },
            { fault: "stageChangeNotVisibleYet", ms: 60, probability: 0.3, match: { path: "opportunities" } },
          ],
          seed,
        );
      }
      const [maya, tom, ingrid] = ["Maya Fernandez", "Tom Okafor", "Ingrid Solberg"].map(
        (name) => world.acme.opportunity(name).id,
      );
      for (const id of [maya, tom, ingrid]) world.acme.moveToStage(id!, "InterviewVector");
      world.acme.moveToStage(tom!, "Recruiter screen");
      world.acme.editContact(ingrid!, { emails: ["ingrid.new@mail.example"] });
      await world.settle();
      // Looked at again after 5 and 30 s, then the grace.
      for (const wait of [6, 31, 130]) {
        world.advance(wait);
        await world.settle();
      }
      const lines = await world.interviews();
      const stateOf = (id: string) => lines.filter((line) => line.opportunity_id === id).map(({ state }) => state);
      const candidate = await world.database.service
        .selectFrom("candidates")
        .select("emails")
        .where("name", "=", "Ingrid Solberg")
        .executeTakeFirst();
      const live = (id: string) => texts(world, id).filter((text) => text.includes("was invited")).length;
      outcomes.push(JSON.stringify([stateOf(maya!), stateOf(ingrid!), live(maya!), candidate?.emails]));
      // Out again before we looked, or cancelled after we invited: never left standing.
      expect(stateOf(tom!).filter((state) => state !== "cancelled")).toEqual([]);
      await world.stop();
      worlds.splice(0);
    }
    expect(new Set(outcomes).size, outcomes.join("\n")).toBe(1);
    expect(outcomes[0]).toContain('[["invited"],["invited"]');
  }, 180_000);
});

describe("with all webhooks lost, the poll finds", () => {
  test("entries, repaired data, résumés, leaves, archiving and deletions, and asks nothing where nothing changed", async () => {
    const world = await ready({ webhooks: false });
    const [maya, arjun, chloe, tom, ingrid] = [
      "Maya Fernandez",
      "Arjun Nair",
      "Chloé Dubois",
      "Tom Okafor",
      "Ingrid Solberg",
    ].map((name) => world.acme.opportunity(name).id);
    for (const id of [maya, arjun, chloe, tom, ingrid]) world.acme.moveToStage(id!, "InterviewVector");
    world.advance(301);
    await world.settle();
    const states = async () =>
      Object.fromEntries((await world.interviews()).map((line) => [line.opportunity_id, line.state]));
    expect(await states()).toEqual({
      [maya!]: "invited",
      [arjun!]: "blocked",
      [chloe!]: "blocked",
      [tom!]: "invited",
      [ingrid!]: "invited",
    });

    world.acme.editContact(arjun!, { phones: [{ type: "mobile", value: "+91 98 7654 3210" }] });
    world.acme.addResume(chloe!);
    world.acme.moveToStage(tom!, "On-site interview");
    world.acme.archive(maya!, "Withdrew");
    world.acme.deleteOpportunity(ingrid!);
    world.advance(301);
    await world.settle();
    world.advance(125);
    await world.settle();
    expect(await states()).toEqual({
      [maya!]: "cancelled",
      [arjun!]: "invited",
      [chloe!]: "invited",
      [tom!]: "cancelled",
      [ingrid!]: "cancelled",
    });

    await pollNow(world);
    const before = world.emulator.journal.length;
    const rows = await world.database.service.selectFrom("deliveries").select("id").execute();
    await pollNow(world);
    const calls = world.emulator.journal.slice(before).map(({ path }) => path);
    expect(calls.filter((path) => /opportunities\/[0-9a-f-]{36}/.test(path))).toEqual([]);
    expect(await world.database.service.selectFrom("deliveries").select("id").execute()).toHaveLength(rows.length);
  });

  test("the whole of a busy hour", async () => {
    const world = await ready({ webhooks: false, settings: { mandatory: ["email"] } });
    await world.database.service
      .updateTable("positions")
      .set({ activated_at: new Date(world.now()) })
      .execute();
    const made = Array.from({ length: 40 }, (_, place) =>
      world.acme.createOpportunity({ name: `Candidate ${place}`, email: `c${place}@mail.example`, posting: backend }),
    );
    for (const { id } of made) world.acme.moveToStage(id, "InterviewVector");
    world.advance(301);
    await world.settle();
    expect((await world.interviews()).filter(({ state }) => state === "invited")).toHaveLength(40);
  });
});

describe("re-trigger", () => {
  test("reads Lever at once: says what is still missing, then invites", async () => {
    const world = await ready({ webhooks: true });
    const { id } = world.acme.opportunity("Chloé Dubois");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    const [interview] = await world.interviews();
    const still = await world.lever.retrigger(interview!.id, ada);
    expect(isRefusal(still) && still.words).toBe("Still blocked: résumé missing.");
    world.acme.addResume(id);
    const decision = await world.lever.retrigger(interview!.id, ada);
    expect(isRefusal(decision)).toBe(false);
    const [last] = await world.database.service
      .selectFrom("history")
      .select(["event", "actor"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(last).toMatchObject({ event: "retriggered", actor: { name: "Ada Admin" } });
    const again = await world.lever.retrigger(interview!.id, ada);
    expect(isRefusal(again) && again.code).toBe("not_applicable");
  });

  test("an expired invitation lives again with a new link, but only while the candidate stands in the stage", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    world.advance(8 * 24 * 3600);
    await world.settle();
    const [interview] = await world.interviews();
    expect(interview!.state).toBe("expired");
    world.acme.moveToStage(id, "Recruiter screen");
    await world.settle();
    const refusal = await world.lever.retrigger(interview!.id, ada);
    expect(isRefusal(refusal) && refusal.code).toBe("not_in_stage");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect((await world.interviews()).map(({ state }) => state)).toEqual(["expired", "invited"]);
  });

  test("says so kindly when Lever can't be asked", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Chloé Dubois");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    const [interview] = await world.interviews();
    world.emulator.setFaults([{ fault: "rateLimit429", match: { method: "GET" } }]);
    const refusal = await world.lever.retrigger(interview!.id, ada);
    expect(isRefusal(refusal) && refusal.code).toBe("ats_unreachable");
  });
});

describe("postings", () => {
  test("follow the tag: gone and back again, the configuration kept; titles follow", async () => {
    const world = await ready();
    const stateOf = async () =>
      world.database.service
        .selectFrom("positions")
        .select(["title", "state"])
        .where("id", "=", world.positionId)
        .executeTakeFirst();
    world.acme.untagPosting(backend, "InterviewVector");
    expect(await world.lever.refreshPostings(world.companyId)).toMatchObject({ gone: 1, failed: [] });
    expect(await stateOf()).toEqual({ title: backend, state: "inactive" });
    world.acme.tagPosting(backend, "InterviewVector");
    world.acme.renamePosting(backend, "Backend Engineer, Payments");
    expect(await world.lever.refreshPostings(world.companyId)).toMatchObject({ changed: 1 });
    expect(await stateOf()).toEqual({ title: "Backend Engineer, Payments", state: "active" });
    world.acme.closePosting("Backend Engineer, Payments");
    world.advance(601);
    await world.settle();
    expect(await stateOf()).toMatchObject({ state: "inactive" });
  });

  test("tagged a moment ago is known when its first candidate comes", async () => {
    const world = await ready();
    switchOn(world);
    const { id } = world.acme.opportunity("Elif Kaya");
    world.advance(120);
    world.acme.tagPosting("Data Engineer", "InterviewVector");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "blocked", blocked_reasons: ["not_configured"] }]);
  });

  test("the résumé comes straight from Lever", async () => {
    const world = await ready();
    const { id } = world.acme.opportunity("Maya Fernandez");
    world.acme.moveToStage(id, "InterviewVector");
    await world.settle();
    const [interview] = await world.interviews();
    const resume = await world.lever.resume(interview!.id);
    if (isRefusal(resume)) throw new Error(resume.words);
    expect(resume.contentType).toBe("application/pdf");
    expect(
      Buffer.from(resume.body as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});
