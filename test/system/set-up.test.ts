/**
 * Setting Lever up, as an admin meets it over a year: consent, checklist, webhooks by API and by hand, whom we act as, the form,
 * a second account, other credentials, an end and a new beginning. What is judged stands in Lever and on the page.
 */
import { integrationApi, interviewApi, operationsApi, type AnswerOf } from "@interviewvector/domain";
import { developmentApp } from "@interviewvector/lever-emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stage } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever, grantAccess } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, notesOf } from "../support/lever-view.ts";
import { newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

type Connection = AnswerOf<typeof integrationApi.listConnections>["connections"][number];

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ada = await Person.signIn(system.urls.platform, "ada@acme.example");
});
afterAll(() => system.stop());
afterEach(() => system.emulator.clearFaults());

const acme = () => system.emulator.account("acme");
const patience = { timeout: 10_000, interval: 50 };

async function connection(id: string, by = ada): Promise<Connection> {
  const { connections } = await by.call(integrationApi.listConnections);
  const found = connections.find((one) => one.id === id);
  if (!found) throw new Error(`there is no connection ${id}`);
  return found;
}

const lineOf = (of: Connection, name: string) => of.preflight.find((line) => line.name === name);
const lineIn = async (id: string, name: string) => lineOf(await connection(id), name);
const webhooksIn = (account: "acme" | "globex") => system.emulator.account(account).webhooks();
const asksOf = (authorizeUrl: string) => new URL(authorizeUrl).searchParams;

async function moved(name: string) {
  const candidate = newCandidate(system, name);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return candidate;
}

describe("consent", () => {
  it("says why of each right, and asks only for what the company agreed to", async () => {
    const { offers } = await ada.call(integrationApi.listConnections);
    expect(offers.scopes.every(({ why }) => why.length > 10)).toBe(true);
    const optional = offers.scopes.filter((one) => one.optional !== null).map(({ scope }) => scope);
    expect(optional).toEqual(["webhooks:write:admin", "opportunities:write:admin", "users:write:admin"]);
    const least = await ada.call(integrationApi.beginOauth, { body: { optionalScopes: [] } });
    const asked = asksOf(least.authorizeUrl).get("scope")?.split(" ") ?? [];
    expect(asked).toEqual(offers.scopes.flatMap((one) => (one.optional === null ? [one.scope] : [])));
    const all = await ada.call(integrationApi.beginOauth, {
      body: { optionalScopes: [...optional, "audit_events:read:admin"] },
    });
    expect(asksOf(all.authorizeUrl).get("scope")?.split(" ")).toEqual(offers.scopes.map(({ scope }) => scope));
  });

  it("comes back to the session that began it, once, with a proof that nobody else has", async () => {
    const { authorizeUrl } = await ada.call(integrationApi.beginOauth, { body: {} });
    expect(asksOf(authorizeUrl).get("code_challenge_method")).toBe("S256");
    const back = await grantAccess(system, authorizeUrl);
    const elsewhere = await Person.signIn(system.urls.platform, "ada@acme.example");
    const refused = await elsewhere.fetch(back);
    expect(refused.headers.get("location")).toContain("error=bad_state");
    expect((await ada.call(integrationApi.listConnections)).connections).toEqual([]);
  });
});

describe("a company that does not grant webhooks", () => {
  it("sets them up by hand: address, pasted token, and the checklist tells a wrong token from a missing switch", async () => {
    const id = await connectLever(system, ada, "acme", { optionalScopes: [] });
    const before = await connection(id);
    expect(lineOf(before, "scopes")).toMatchObject({ state: "green" });
    expect(lineOf(before, "webhook")?.state).toBe("red");
    expect(lineOf(before, "webhook")?.words).toContain("by hand");
    const hook = before.webhooks.find(({ event }) => event === "candidateStageChange");
    if (!hook) throw new Error("no address is shown");
    makeByHand("made-by-hand", hook.url, "the-token-that-lever-shows");
    const paste = (signatureToken: string) =>
      ada.call(integrationApi.pasteWebhookToken, {
        params: { connectionId: id, event: hook.event },
        body: { signatureToken },
      });
    await paste("a-token-of-another-webhook");
    acme().moveToStage(newCandidate(system, "Wanda Wrong").opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    await expect.poll(async () => (await lineIn(id, "webhook_test"))?.state, patience).toBe("red");
    expect((await lineIn(id, "webhook_test"))?.words).toContain("Paste the token that Lever shows");
    await paste("the-token-that-lever-shows");
    expect(await lineIn(id, "webhook_event")).toMatchObject({ state: "waiting" });
    acme().moveToStage(newCandidate(system, "Rita Right").opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    await expect.poll(async () => (await lineIn(id, "webhook_event"))?.state, patience).toBe("green");
    expect(await lineIn(id, "webhook_test")).toMatchObject({ state: "green" });
    // Granted after all: made by us, and the tokens are ours.
    expect(await connectLever(system, ada)).toBe(id);
    expect(lineOf(await connection(id), "webhook")).toMatchObject({ state: "green" });
    delete system.emulator.state.accounts["acme"]?.webhooks["made-by-hand"];
  });

  function makeByHand(id: string, url: string, signatureToken: string): void {
    const account = system.emulator.state.accounts["acme"];
    if (!account) throw new Error("no acme");
    const at = system.clock.now();
    const facts = { id, url, signatureToken, origins: null, madeWith: null, createdAt: at, updatedAt: at };
    account.webhooks[id] = { ...facts, event: "candidateStageChange" };
  }
});

describe("the connection", () => {
  let id: string;
  const ask = () => ({ params: { connectionId: id } });
  const change = (body: { stageName?: string; postingTag?: string }) =>
    ada.call(integrationApi.updateConnection, { ...ask(), body });

  beforeAll(async () => {
    id = await connectLever(system, ada);
    await activate(ada, "Senior Backend Engineer");
    await system.settle();
  });

  it("verify asks Lever for a test delivery, and waits until it has come", async () => {
    system.emulator.setFaults([{ fault: "webhookLost" }]);
    const asked = await ada.call(integrationApi.verifyWebhooks, ask());
    expect(lineOf(asked, "webhook_test")).toMatchObject({ state: "waiting" });
    await system.emulator.settle();
    expect(await lineIn(id, "webhook_test")).toMatchObject({ state: "waiting" });
    system.emulator.clearFaults();
    await ada.call(integrationApi.verifyWebhooks, ask());
    await system.emulator.settle();
    await expect.poll(async () => (await lineIn(id, "webhook_test"))?.state, patience).toBe("green");
  });

  it("knows the stage and the tag by nearly the same name, and takes the suggestion", async () => {
    acme().renameStage("InterviewVector", "Interview-Vector");
    const renamed = lineOf(await ada.call(integrationApi.runPreflight, ask()), "stage");
    expect(renamed).toMatchObject({ state: "red", suggestion: { value: "Interview-Vector" } });
    expect(lineOf(await change({ stageName: "Interview-Vector" }), "stage")?.state).toBe("green");
    acme().renameStage("Interview-Vector", "InterviewVector");
    expect(lineOf(await change({ stageName: "InterviewVector" }), "stage")?.state).toBe("green");
    const wrong = lineOf(await change({ postingTag: "Interviewvector" }), "posting_tag");
    expect(wrong).toMatchObject({ state: "red", suggestion: { value: "InterviewVector" } });
    const right = lineOf(await change({ postingTag: "InterviewVector" }), "posting_tag");
    expect(right?.state).toBe("green");
    expect(right?.words).toMatch(/jobs carry “InterviewVector”/);
    const none = lineOf(await change({ postingTag: "Something else" }), "posting_tag");
    expect(none).toMatchObject({
      state: "green",
      words: "No job carries “Something else” yet: tag one in Lever to begin.",
    });
    await change({ postingTag: "InterviewVector" });
  });

  it("makes its own Lever user only with that right, and says what to do without", async () => {
    const body = { email: "interviews@acme.example", name: "InterviewVector" };
    await expect(ada.call(integrationApi.createActingUser, { ...ask(), body })).rejects.toThrow(/Create it in Lever/);
    await connectLever(system, ada, "acme", {
      reconnect: id,
      optionalScopes: ["webhooks:write:admin", "users:write:admin"],
    });
    const made = await ada.call(integrationApi.createActingUser, { ...ask(), body });
    expect(made.actingUser?.name).toBe("InterviewVector");
    await moved("Aki Acted");
    const user = acme().user("interviews");
    expect(acme().notesOf(acme().opportunity("Aki Acted").id)[0]?.user).toBe(user.id);
  });

  it("keeps its own form in step with the guides: new skills get a row, what people added stays", async () => {
    const created = await ada.call(integrationApi.createTemplate, ask());
    const name = created.feedbackTemplate?.name ?? "";
    const own = system.emulator.state.accounts["acme"]?.feedbackTemplates[acme().feedbackTemplate(name).id];
    own?.fields.push({
      id: "by-hand",
      type: "textarea",
      text: "For the hiring team",
      description: "",
      required: false,
    });
    const olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
    const skill = await rateAnotherSkillEverywhere(olga);
    system.advance(660);
    await system.settle();
    const after = acme().feedbackTemplate(name);
    expect(after.fields.find(({ type }) => type === "scorecard")?.scores?.map(({ text }) => text)).toContain(skill);
    expect(after.fields.map(({ text }) => text)).toContain("For the hiring team");
    const calls = () => system.emulator.journal.filter(({ path }) => path.includes("/feedback_templates/")).length;
    const before = calls();
    system.advance(660);
    await system.settle();
    expect(calls()).toBe(before);
  });

  /** Common enough to be among the rows. */
  async function rateAnotherSkillEverywhere(olga: Person): Promise<string> {
    const skill = "Reading other people's code";
    const { guides } = await olga.call(operationsApi.listGuides);
    for (const { id: guideId } of guides) {
      const { name, category, content, version } = await olga.call(operationsApi.getGuide, { params: { guideId } });
      const anchors: [string, string, string, string] = ["none", "some", "good", "great"];
      const another = { id: "reading-code", name: skill, mandatory: false, anchors };
      const next = { ...content, competencies: [...content.competencies, another] };
      await olga.call(operationsApi.saveGuide, {
        params: { guideId },
        body: { name, category, content: next, basedOn: version },
      });
    }
    return skill;
  }

  it("shows on its card what failed and why, and Retry writes it once", async () => {
    acme().deactivateUser("interviews");
    acme().setAppScopes(
      developmentApp.clientId,
      grantedScopes().filter((scope) => !scope.startsWith("notes:")),
    );
    const { opportunityId, email } = await moved("Nele Noteless");
    const { health, preflight } = await connection(id);
    expect(health).toMatchObject({
      failed: 1,
      failures: [{ candidate: "Nele Noteless", words: "Note in Lever: invited" }],
    });
    expect(preflight.find(({ name }) => name === "scopes")).toMatchObject({ state: "red" });
    expect(invitationsTo(system, email)).toBe(1);
    acme().setAppScopes(developmentApp.clientId, [...grantedScopes(), "notes:write:admin"]);
    expect(await ada.call(integrationApi.retryConnection, ask())).toEqual({ retried: 1 });
    await system.settle();
    expect(notesOf(system, opportunityId)).toHaveLength(1);
    expect((await connection(id)).health).toMatchObject({ failed: 0, failures: [] });
    await ada.call(integrationApi.updateConnection, { ...ask(), body: { actingUserId: acme().user("lena").id } });
  });

  const grantedScopes = () => Object.values(system.emulator.state.oauth.grants).at(-1)?.scopes ?? [];

  it("notices that Lever tells of moves no more, and finds them by itself", async () => {
    expect(await lineIn(id, "webhook_event")).toMatchObject({ state: "green" });
    acme().switchWebhookGroup("candidateStageChange", false);
    const { email } = await moved("Sina Silent");
    expect(invitationsTo(system, email)).toBe(0);
    await pollNow(system, ada);
    expect(invitationsTo(system, email)).toBe(1);
    expect((await lineIn(id, "webhook_event"))?.words).toMatch(/Lever did not tell us of the last move/);
    acme().switchWebhookGroup("candidateStageChange", true);
    await moved("Said Spoken");
    expect(await lineIn(id, "webhook_event")).toMatchObject({ state: "green" });
  });

  it("names the event that is off when somebody was archived or hired and Lever did not tell", async () => {
    const groups = ["candidateArchiveChange", "candidateHired"] as const;
    for (const group of groups) acme().switchWebhookGroup(group, false);
    const { opportunityId: archived } = await moved("Arno Archived");
    const { opportunityId: hired } = await moved("Hedda Hired");
    acme().archive(archived, "Withdrew", { by: "ravi" });
    await pollNow(system, ada);
    expect((await lineIn(id, "webhook_event"))?.words).toMatch(
      /the last candidate who was archived; .* “Candidate Archive State Change” still/,
    );
    acme().switchWebhookGroup("candidateArchiveChange", true);
    const { opportunityId: told } = await moved("Tilo Told");
    acme().archive(told, "Withdrew", { by: "ravi" });
    await system.settle();
    expect(await lineIn(id, "webhook_event")).toMatchObject({ state: "green" });
    acme().switchWebhookGroup("candidateArchiveChange", false);
    acme().hire(hired, { by: "ravi" });
    await pollNow(system, ada);
    expect((await lineIn(id, "webhook_event"))?.words).toMatch(/who was hired; .* “Candidate Hired” still/);
    for (const group of groups) acme().switchWebhookGroup(group, true);
    acme().hire((await moved("Hugo Hired")).opportunityId, { by: "ravi" });
    await system.settle();
    expect(await lineIn(id, "webhook_event")).toMatchObject({ state: "green" });
  });

  it("reconnected with a key leaves no second set of webhooks in Lever, and back again neither", async () => {
    expect(webhooksIn("acme")).toHaveLength(5);
    const byKey = await ada.call(integrationApi.connectByKey, { body: { apiKey: "acme-key", reconnect: id } });
    expect(byKey).toMatchObject({ id, kind: "api_key", leftWebhooks: [] });
    expect(webhooksIn("acme").map(({ madeWith }) => madeWith)).toEqual(Array.from({ length: 5 }, () => "acme-key"));
    const { email } = await moved("Kay Keyed");
    expect(invitationsTo(system, email)).toBe(1);
    expect(await connectLever(system, ada)).toBe(id);
    expect(webhooksIn("acme").map(({ madeWith }) => madeWith)).toEqual(
      Array.from({ length: 5 }, () => developmentApp.clientId),
    );
  });

  it("names the webhooks that stay behind when the old access was dead already", async () => {
    acme().revokeApp(developmentApp.clientId);
    const byKey = await ada.call(integrationApi.connectByKey, { body: { apiKey: "acme-key", reconnect: id } });
    expect(byKey.leftWebhooks.map(({ url }) => url).toSorted()).toEqual(
      webhooksIn("acme")
        .filter(({ madeWith }) => madeWith === developmentApp.clientId)
        .map(({ url }) => url)
        .toSorted(),
    );
    const { email } = await moved("Lea Left");
    expect(invitationsTo(system, email)).toBe(1);
    // The same app again sees what it made, and takes it away itself.
    expect(await connectLever(system, ada)).toBe(id);
    expect(webhooksIn("acme")).toHaveLength(5);
    expect((await connection(id)).leftWebhooks).toEqual([]);
  });

  it("of one company may be several: each has its own account, and one does not take the other's credentials", async () => {
    const second = await connectLever(system, ada, "globex");
    expect(second).not.toBe(id);
    expect(webhooksIn("globex")).toHaveLength(5);
    await expect(
      ada.call(integrationApi.connectByKey, { body: { apiKey: "globex-key", reconnect: id } }),
    ).rejects.toThrow(/another Lever account/);
    await expect(connectLever(system, ada, "globex", { reconnect: id })).rejects.toThrow(/other_account/);
    expect(webhooksIn("acme")).toHaveLength(5);
    const named = await ada.call(integrationApi.updateConnection, {
      params: { connectionId: second },
      body: { name: "Globex, our daughter" },
    });
    expect(named.accountName).toBe("Globex, our daughter");
    // A key says nothing of its account: what it opens does.
    expect((await ada.call(integrationApi.connectByKey, { body: { apiKey: "globex-key" } })).id).toBe(second);
    await ada.call(integrationApi.disconnect, { params: { connectionId: second } });
  });

  it("disconnected gives its access back, keeps its history, and connected again is the same", async () => {
    const { interviews: before } = await ada.call(interviewApi.listInterviews, { query: {} });
    await ada.call(integrationApi.disconnect, ask());
    expect(await connection(id)).toMatchObject({ state: "disconnected", accessRevoked: true, leftWebhooks: [] });
    expect(webhooksIn("acme")).toEqual([]);
    const grant = Object.values(system.emulator.state.oauth.grants).filter(({ account }) => account === "acme");
    expect(grant.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    const meanwhile = await moved("Mo Meanwhile");
    expect((await ada.call(interviewApi.listInterviews, { query: {} })).interviews).toHaveLength(before.length);
    system.advance(60);
    expect(await connectLever(system, ada)).toBe(id);
    await pollNow(system, ada);
    expect(invitationsTo(system, meanwhile.email)).toBe(0);
    const { email } = await moved("Anna Anew");
    expect(invitationsTo(system, email)).toBe(1);
  });
});
