import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { webhookSignature } from "../src/index.ts";
import type { Emulator, Hands } from "../src/index.ts";
import type { Ask, Receiver } from "./start.ts";
import { asking, byKey, receiver, start } from "./start.ts";

let emulator: Emulator;
let ask: Ask;
let acme: Hands;
let hook: Receiver;

beforeEach(async () => {
  emulator = await start({ webhookRetryMs: [20, 40, 60, 80, 100] });
  ask = asking(emulator);
  acme = emulator.account("acme");
  hook = await receiver();
});
afterEach(async () => {
  await emulator.stop();
  await hook.close();
});

const stageChange = "candidateStageChange";

async function listening(event = stageChange, on = true) {
  const { body } = await ask("POST", "/webhooks", { url: hook.url, event });
  if (on) acme.switchWebhookGroup(stageChange, true);
  return body.data;
}

async function move() {
  const { id } = acme.opportunity("Maya Fernandez");
  acme.moveToStage(id, "InterviewVector", { by: "ravi" });
  await emulator.settle();
  return id;
}

describe("webhooks by API (section 24)", () => {
  test("the signature token, 48 hex characters, stands in the answer to the creation and nowhere else", async () => {
    const made = await listening();
    expect(made.configuration.signatureToken).toMatch(/^[0-9a-f]{48}$/);
    expect(made.configuration.conditions.origins).toHaveLength(6);
    const list = await ask("GET", "/webhooks");
    expect(list.body).not.toHaveProperty("hasNext");
    expect(JSON.stringify(list.body)).not.toContain("signatureToken");
  });

  test("the same event and address twice makes two", async () => {
    await listening();
    await listening();
    expect((await ask("GET", "/webhooks")).body.data).toHaveLength(2);
  });

  test("only those made with the same key are seen and can be changed; PUT takes a list; DELETE answers 204", async () => {
    const { id } = await listening();
    emulator.state.accounts.acme!.apiKeys.push({ key: "other", name: "Other", scopes: "all", confidential: false });
    const other = asking(emulator, byKey("other"));
    expect((await other("GET", "/webhooks")).body.data).toEqual([]);
    expect((await other("DELETE", `/webhooks/${id}`)).status).toBe(403);
    const put = await ask("PUT", "/webhooks", { data: [{ id, event: "candidateHired" }] });
    expect(put.body.data[0]).toMatchObject({ id, event: "candidateHired", url: hook.url });
    expect((await ask("DELETE", `/webhooks/${id}`)).status).toBe(204);
  });

  test("an unknown event or a broken address is refused", async () => {
    expect((await ask("POST", "/webhooks", { url: hook.url, event: "noteCreated" })).status).toBe(400);
    expect((await ask("POST", "/webhooks", { url: "nowhere", event: stageChange })).status).toBe(400);
  });
});

describe("deliveries (section 25)", () => {
  test("nothing is sent until a Super Admin switches the event on", async () => {
    await listening(stageChange, false);
    await move();
    expect(hook.received).toHaveLength(0);
  });

  test("the body has the documented keys in the printed order and is signed over token and time", async () => {
    const made = await listening();
    const from = acme.opportunity("Maya Fernandez").stage;
    const id = await move();
    const [delivery] = hook.received;
    expect(Object.keys(delivery?.body ?? {})).toEqual(["triggeredAt", "event", "data", "signature", "token"]);
    expect(delivery?.headers["user-agent"]).toBe("Lever-Webhooks");
    expect(delivery?.body.data).toEqual({
      opportunityId: id,
      candidateId: id,
      contactId: acme.opportunity(id).contact,
      toStageId: acme.stage("InterviewVector").id,
      fromStageId: from,
    });
    const { token, triggeredAt, signature } = delivery?.body ?? {};
    expect(token).toMatch(/^[0-9a-f]{48}$/);
    expect(signature).toBe(webhookSignature(made.configuration.signatureToken, token, triggeredAt));
  });

  test("signature vector", () => {
    expect(webhookSignature("secret", "abc", 1431454330072)).toBe(
      "6eee8aa0602bba3119acdd6e427056b60e0507d4b70bbe174f1b59692d2464af",
    );
  });

  test("the test delivery is signed, has the real event name and empty data, and ignores the switch", async () => {
    const configuration = { verifyConnection: true };
    const event = "candidateHired";
    const made = await ask("POST", "/webhooks", { url: hook.url, event, configuration });
    await emulator.settle();
    const [delivery] = hook.received;
    expect(delivery?.text.length).toBe(202); // The length that the documentation states for its example.
    expect(delivery?.body).toMatchObject({ event, data: {} });
    const { token, triggeredAt, signature } = delivery?.body ?? {};
    expect(signature).toBe(webhookSignature(made.body.data.configuration.signatureToken, token, triggeredAt));
  });

  test("a failure is repeated five times with the same bytes, then given up; the log keeps each attempt", async () => {
    hook.answer.status = 302;
    await listening();
    await move();
    expect(hook.received).toHaveLength(6);
    expect(new Set(hook.received.map(({ text }) => text)).size).toBe(1);
    const [logged] = emulator.state.deliveries;
    expect(logged).toMatchObject({ state: "failed", event: stageChange });
    expect(logged?.attempts.map(({ status }) => status)).toEqual([302, 302, 302, 302, 302, 302]);
    hook.answer.status = 204;
    emulator.rerun(logged?.id ?? "");
    await emulator.settle();
    expect(hook.received).toHaveLength(7);
  });

  test("a dead receiver counts as a failure, and a later attempt gets through", async () => {
    emulator.setBehaviours({ webhookRetryMs: [300] });
    await listening();
    hook.answer.status = 500;
    acme.moveToStage(acme.opportunity("Maya Fernandez").id, "InterviewVector");
    await emulator.settle(100);
    hook.answer.status = 200;
    await emulator.settle();
    expect(emulator.state.deliveries[0]).toMatchObject({ state: "delivered" });
  });

  test("origins can be chosen", async () => {
    const configuration = { conditions: { origins: ["agency"] } };
    await ask("POST", "/webhooks", { url: hook.url, event: stageChange, configuration });
    acme.switchWebhookGroup(stageChange, true);
    await move();
    expect(hook.received).toHaveLength(0);
  });

  test("archiving, hiring, deleting, applying, interviewing and editing a contact send theirs", async () => {
    const events = [
      "candidateArchiveChange",
      "candidateHired",
      "candidateDeleted",
      "applicationCreated",
      "contactUpdated",
    ] as const;
    for (const event of events) {
      await ask("POST", "/webhooks", { url: hook.url, event });
      acme.switchWebhookGroup(event, true);
    }
    const { id, contact } = acme.createOpportunity({ name: "Passing Through", posting: "Data Engineer" });
    acme.editContact(id, { emails: ["passing@mail.example"] });
    acme.hire(id);
    acme.deleteOpportunity(id);
    await emulator.settle();
    const data = Object.fromEntries(hook.received.map(({ body }) => [body.event, body.data]));
    expect(Object.keys(data).sort()).toEqual([...events].sort());
    expect(data.candidateHired).toEqual({ opportunityId: id, candidateId: id, contactId: contact });
    expect(data.candidateArchiveChange).toMatchObject({
      fromArchived: null,
      toArchived: { archivedAt: expect.any(Number) },
    });
    expect(data.contactUpdated).toEqual({ contactId: contact });
  });

  test("an app's own calls come back, unless that is switched off", async () => {
    await listening();
    const path = `/opportunities/${acme.opportunity("Tom Okafor").id}/stage`;
    await ask("PUT", path, { stage: "offer" });
    await emulator.settle();
    expect(hook.received).toHaveLength(1);
    emulator.setBehaviours({ webhookForOwnCalls: false });
    await ask("PUT", path, { stage: "lead-new" });
    await emulator.settle();
    expect(hook.received).toHaveLength(1);
  });
});

describe("faults of deliveries", () => {
  test.each([
    ["webhookLost", 0],
    ["webhookDuplicate", 2],
  ] as const)("%s: %i arrive", async (fault, count) => {
    await listening();
    emulator.setFaults([{ fault, match: { event: stageChange }, times: 1 }]);
    await move();
    expect(hook.received).toHaveLength(count);
    expect(new Set(hook.received.map(({ text }) => text)).size).toBe(Math.min(1, count));
  });

  test("out of order: the first arrives after the second", async () => {
    await listening();
    emulator.setFaults([{ fault: "webhookOutOfOrder", times: 1 }]);
    const { id } = acme.opportunity("Maya Fernandez");
    acme.moveToStage(id, "InterviewVector");
    acme.moveToStage(id, "On-site interview");
    await emulator.settle(3000);
    const stages = hook.received.map(({ body }) => body.data.toStageId);
    expect(stages).toEqual([acme.stage("On-site interview").id, acme.stage("InterviewVector").id]);
  });

  test("unsigned", async () => {
    await listening();
    emulator.setFaults([{ fault: "webhookUnsigned" }]);
    await move();
    expect(hook.received[0]?.body).not.toHaveProperty("signature");
  });
});
