import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signDelivery, verifyDelivery } from "@interviewvector/lever";
import type { LeverClient, Webhook, WebhookEvent } from "@interviewvector/lever";
import { webhookSignature } from "@interviewvector/lever-emulator";
import type { Hands } from "@interviewvector/lever-emulator";
import { DAY, all, failureOf, pair, receiver } from "./lever-pair.ts";
import type { Json, Pair, Receiver } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let acme: Hands;
let hook: Receiver;
let maya: string;
let ravi: string;

beforeEach(async () => {
  both = await pair({ webhookRetryMs: [10, 20, 30, 40, 50], behaviours: { webhookTestDelayMs: 5 } });
  ({ lever, acme } = both);
  hook = await receiver();
  maya = acme.opportunity("Maya Fernandez").id;
  ravi = acme.user("ravi").id;
});
afterEach(async () => {
  await both.stop();
  await hook.close();
});

const STAGE_CHANGE = "candidateStageChange";

/** A webhook as a partner makes it, and switched on as a Super Admin must. */
async function listenFor(event: WebhookEvent = STAGE_CHANGE): Promise<Webhook> {
  const made = await lever.webhooks.create({ url: hook.url, event });
  acme.switchWebhookGroup(event, true);
  return made;
}

const tokenOf = (webhook: Webhook) => webhook.configuration?.signatureToken ?? "";
const checked = (webhook: Webhook) =>
  hook.bodies.map((body) => verifyDelivery({ body, signatureToken: tokenOf(webhook) }));

describe("webhooks made by API (https://hire.lever.co/developer/documentation#webhooks)", () => {
  test("show their signature token once, when they are made (recorded production answers, 2026)", async () => {
    const made = await lever.webhooks.create({ url: hook.url, event: "candidateHired" });
    expect(made).toEqual({
      id: made.id,
      event: "candidateHired",
      url: hook.url,
      configuration: {
        conditions: { origins: expect.any(Array) },
        signatureToken: expect.stringMatching(/^[0-9a-f]{48}$/),
      },
      createdAt: both.now(),
      updatedAt: both.now(),
    });
    expect([...(made.configuration?.conditions?.origins ?? [])].sort()).toEqual([
      "agency",
      "applied",
      "internal",
      "referred",
      "sourced",
      "university",
    ]);
    expect(both.lastCall("POST", "/webhooks")).toMatchObject({
      status: 201,
      effect: { type: "webhook.created", id: made.id },
    });
    const listed = await all(lever.webhooks.list());
    expect((await both.heard()).body).not.toHaveProperty("hasNext");
    expect(listed).toEqual([{ ...made, configuration: { ...made.configuration, signatureToken: null } }]);
  });

  test("are as many as were asked for, even for the same event and address, each with its own token (recorded production answers, 2026)", async () => {
    const [one, two] = [await listenFor(), await listenFor()];
    expect(one.id).not.toBe(two.id);
    expect(tokenOf(one)).not.toBe(tokenOf(two));
    expect(await all(lever.webhooks.list())).toHaveLength(2);
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    const sure = (webhook: Webhook) => checked(webhook).filter(({ ok }) => ok);
    expect([hook.bodies.length, sure(one).length, sure(two).length]).toEqual([2, 1, 1]);
  });

  test("are changed several at once, and keep what is left out", async () => {
    const [one, two] = [await listenFor(), await listenFor("candidateHired")];
    both.later(1000);
    const configuration = { conditions: { origins: ["applied", "referred"] } } as const;
    const changed = await lever.webhooks.update([
      { id: one.id, url: `${hook.url}/2`, configuration },
      { id: two.id, event: "contactUpdated" },
    ]);
    expect(changed).toMatchObject([
      { id: one.id, event: STAGE_CHANGE, url: `${hook.url}/2`, configuration, updatedAt: both.now() },
      { id: two.id, event: "contactUpdated", url: hook.url, createdAt: two.createdAt },
    ]);
    expect(new Set(await all(lever.webhooks.list()))).toEqual(new Set(changed));
    expect(both.lastCall("PUT", "/webhooks").effects).toHaveLength(2);
  });

  test("are left as they are when one of several changes is refused", async () => {
    const [one, two] = [await listenFor(), await listenFor()];
    const before = await all(lever.webhooks.list());
    const changes = [
      { id: one.id, url: `${hook.url}/2` },
      { id: two.id, url: "nowhere" },
    ];
    expect(await failureOf(lever.webhooks.update(changes))).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(await all(lever.webhooks.list())).toEqual(before);
  });

  test("are deleted for good, and send nothing more", async () => {
    const { id } = await listenFor();
    expect(await lever.webhooks.delete(id)).toBeUndefined();
    expect((await both.heard()).status).toBe(204);
    expect(await all(lever.webhooks.list())).toEqual([]);
    expect(await failureOf(lever.webhooks.delete(id))).toMatchObject({ code: "not_found", tookEffect: "no" });
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    expect(hook.bodies).toEqual([]);
  });

  test("are seen and changed only with the credentials that made them", async () => {
    const { id } = await listenFor();
    both.emulator.state.accounts["acme"]?.apiKeys.push({
      key: "other",
      name: "Other",
      scopes: "all",
      confidential: true,
    });
    const other = both.client({ credentials: { kind: "apiKey", key: "other" } });
    expect(await all(other.webhooks.list())).toEqual([]);
    expect(await failureOf(other.webhooks.delete(id))).toMatchObject({ code: "forbidden", tookEffect: "no" });
  });
});

describe("the switch of an event", () => {
  test("must be turned on by a Super Admin before anything is sent, event by event", async () => {
    await lever.webhooks.create({ url: hook.url, event: STAGE_CHANGE });
    await lever.webhooks.create({ url: hook.url, event: "candidateArchiveChange" });
    acme.moveToStage(maya, "Offer");
    acme.switchWebhookGroup("candidateArchiveChange", true);
    acme.moveToStage(maya, "New lead");
    acme.archive(maya, "Timing");
    await both.emulator.settle(100);
    expect(hook.bodies.map(({ event }) => event)).toEqual(["candidateArchiveChange"]);
    acme.switchWebhookGroup("candidateArchiveChange", false);
    acme.unarchive(maya);
    await both.emulator.settle(100);
    expect(hook.bodies).toHaveLength(1);
  });

  test("does not hold back the test delivery, which is signed and names nothing", async () => {
    const configuration = { verifyConnection: true };
    const made = await lever.webhooks.create({ url: hook.url, event: "applicationCreated", configuration });
    await both.emulator.settle(100);
    const [check] = checked(made);
    expect(hook.bodies).toMatchObject([{ data: {} }]);
    expect(check).toMatchObject({ ok: true, delivery: { event: "applicationCreated" } });
    expect(Object.values(check?.ok ? check.delivery.hint : { none: "read" }).filter((id) => id !== null)).toEqual([]);
    await lever.webhooks.update([{ id: made.id, configuration }]);
    await both.emulator.settle(100);
    expect(checked(made).map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("lets through the origins that were chosen, and only those", async () => {
    const configuration = { conditions: { origins: ["sourced"] } } as const;
    await lever.webhooks.create({ url: hook.url, event: STAGE_CHANGE, configuration });
    acme.switchWebhookGroup(STAGE_CHANGE, true);
    acme.moveToStage(maya, "Offer");
    const amara = acme.opportunity("Amara Obi").id;
    acme.moveToStage(amara, "Offer");
    await both.emulator.settle(100);
    expect(hook.bodies.map(({ data }) => data.opportunityId)).toEqual([amara]);
  });
});

describe("a delivery (https://hire.lever.co/developer/documentation#webhooks, securing webhooks)", () => {
  test("of a stage change verifies, and names opportunity, contact, old and new stage", async () => {
    const made = await listenFor();
    const before = acme.opportunity(maya);
    both.later(1234);
    acme.moveToStage(maya, "InterviewVector", { by: "ravi" });
    await both.emulator.settle(100);
    expect(checked(made)).toEqual([
      {
        ok: true,
        delivery: {
          id: null,
          event: STAGE_CHANGE,
          triggeredAt: both.now(),
          token: hook.bodies[0].token,
          hint: {
            opportunityId: maya,
            contactId: before.contact,
            applicationId: null,
            interviewId: null,
            panelId: null,
            toStageId: acme.stage("InterviewVector").id,
            fromStageId: before.stage,
          },
        },
      },
    ]);
  });

  test("is signed alike by both, and as in the worked example", () => {
    const worked = { signatureToken: "secret", token: "abc", triggeredAt: 1431454330072 };
    const expected = "6eee8aa0602bba3119acdd6e427056b60e0507d4b70bbe174f1b59692d2464af";
    expect(signDelivery(worked)).toBe(expected);
    for (let count = 0; count < 50; count += 1) {
      const [signatureToken, token] = [randomBytes(24).toString("hex"), randomBytes(24).toString("hex")];
      const triggeredAt = 1_000_000_000_000 + randomBytes(5).readUIntBE(0, 5);
      expect(signDelivery({ signatureToken, token, triggeredAt })).toBe(
        webhookSignature(signatureToken, token, triggeredAt),
      );
    }
    expect(webhookSignature("secret", "abc", 1431454330072)).toBe(expected);
  });

  test("does not verify with another key, another token, another time or no signature; `data` it does not cover", async () => {
    const made = await listenFor();
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    const [body] = hook.bodies;
    const reason = (change: Json, signatureToken = tokenOf(made)) => {
      const check = verifyDelivery({ body: { ...body, ...change }, signatureToken });
      return check.ok ? "ok" : check.reason;
    };
    expect(reason({})).toBe("ok");
    expect(reason({}, tokenOf(await listenFor()))).toBe("wrong_signature");
    expect(reason({ token: `${body.token}0` })).toBe("wrong_signature");
    expect(reason({ triggeredAt: body.triggeredAt + 1 })).toBe("wrong_signature");
    expect(reason({ signature: undefined })).toBe("no_signature");
    expect(reason({ data: { opportunityId: "somebody else's" }, event: "candidateDeleted" })).toBe("ok");
  });

  type Case = { event: WebhookEvent; act: () => Promise<unknown> | void; hint: () => object };
  const someone = () => acme.createOpportunity({ name: "Passing Through", posting: "Data Engineer" });
  const panel = (date = both.now() + DAY) =>
    lever.panels.create(
      maya,
      { timezone: "UTC", interviews: [{ interviewers: [{ id: ravi }], date, duration: 60 }] },
      { performAs: ravi },
    );
  const person = () => ({ opportunityId: maya, contactId: acme.opportunity(maya).contact });
  const meeting = () => {
    const [interview] = acme.interviewsOf(maya);
    return { ...person(), interviewId: interview?.id, panelId: interview?.panel };
  };
  const cases: Case[] = [
    { event: "candidateArchiveChange", act: () => acme.archive(maya, "Timing"), hint: person },
    { event: "candidateHired", act: () => acme.hire(maya), hint: person },
    {
      event: "contactUpdated",
      act: () => acme.editContact(maya, { headline: "New" }),
      hint: () => ({ opportunityId: null, contactId: person().contactId }),
    },
    { event: "interviewCreated", act: () => panel(), hint: meeting },
    {
      event: "interviewUpdated",
      act: async () => {
        const { id, interviews } = await panel();
        const details = { panel: id, interviewers: [{ id: ravi }], date: both.now() + 2 * DAY, duration: 30 };
        await lever.interviews.update(maya, interviews[0]?.id ?? "", details, { performAs: ravi });
      },
      hint: meeting,
    },
    {
      event: "interviewDeleted",
      act: async () => lever.panels.delete(maya, (await panel()).id, { performAs: ravi }),
      hint: meeting,
    },
    {
      event: "applicationCreated",
      act: () => void someone(),
      hint: () => {
        const { id, contact } = acme.opportunity("Passing Through");
        return { opportunityId: id, contactId: contact, applicationId: expect.any(String) };
      },
    },
    {
      event: "contactCreated",
      act: () => void someone(),
      hint: () => ({ contactId: acme.opportunity("Passing Through").contact }),
    },
    {
      event: "candidateDeleted",
      act: () => acme.deleteOpportunity(acme.opportunity("Tom Okafor").id),
      hint: () => ({ opportunityId: expect.any(String), contactId: expect.any(String) }),
    },
  ];

  test.each(cases)("of $event verifies, and names what it is about", async ({ event, act, hint }) => {
    const made = await listenFor(event);
    await act();
    await both.emulator.settle(100);
    expect(checked(made)).toMatchObject([{ ok: true, delivery: { event, hint: hint() } }]);
  });

  test("holds ids and no personal data", async () => {
    await listenFor();
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    expect(JSON.stringify(hook.bodies)).not.toMatch(/Maya|Fernandez|mail\.example|\+1 415/);
  });

  test("comes for the app's own calls too", async () => {
    const made = await listenFor();
    await lever.opportunities.setStage(maya, "offer", { performAs: ravi });
    await both.emulator.settle(100);
    expect(checked(made)).toMatchObject([{ ok: true, delivery: { hint: { toStageId: "offer" } } }]);
  });

  test("does not come for a move into the stage it stands in, nor for tags and notes", async () => {
    await listenFor();
    const { stage } = await lever.opportunities.get(maya);
    await lever.opportunities.setStage(maya, stage);
    await lever.opportunities.addTags(maya, ["IV: invited"]);
    await lever.notes.create(maya, { value: "Hello" });
    await both.emulator.settle(100);
    expect(hook.bodies).toEqual([]);
  });
});

describe("repeats (https://hire.lever.co/developer/documentation#webhooks, responding)", () => {
  test.each([500, 302, 404])(
    "after %i come until a success, each verifiable, with the token seen before",
    async (status) => {
      hook.statuses = [status, status, 200];
      const made = await listenFor();
      acme.moveToStage(maya, "Offer");
      await both.emulator.settle(200);
      const checks = checked(made);
      expect(checks.map(({ ok }) => ok)).toEqual([true, true, true]);
      expect(new Set(checks.map((check) => (check.ok ? check.delivery.token : ""))).size).toBe(1);
      expect(both.emulator.state.deliveries).toMatchObject([{ state: "delivered" }]);
    },
  );

  test("stop after five", async () => {
    hook.statuses = [503];
    await listenFor();
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(200);
    expect(hook.bodies).toHaveLength(6);
    expect(both.emulator.state.deliveries).toMatchObject([{ state: "failed" }]);
  });

  test("come when the receiver is slower than Lever's patience, though it took the first one", async () => {
    both.emulator.setBehaviours({ webhookTimeoutMs: 150, webhookRetryMs: [10] });
    hook.delayMs = 400;
    const made = await listenFor();
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(200);
    expect(checked(made).map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("asked for by hand are the same delivery again", async () => {
    const made = await listenFor();
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    both.emulator.rerun(both.emulator.state.deliveries[0]?.id ?? "");
    await both.emulator.settle(100);
    const [first, second] = checked(made);
    expect(second).toEqual(first);
  });
});

describe("what can befall deliveries", () => {
  test("a duplicate is told by its token", async () => {
    const made = await listenFor();
    both.emulator.setFaults([{ fault: "webhookDuplicate", times: 1 }]);
    acme.moveToStage(maya, "Offer");
    acme.moveToStage(maya, "New lead");
    await both.emulator.settle(100);
    const tokens = checked(made).map((check) => (check.ok ? check.delivery.token : "unsure"));
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(2);
  });

  test("those out of order are told by their time", async () => {
    const made = await listenFor();
    both.emulator.setFaults([{ fault: "webhookOutOfOrder", times: 1 }]);
    acme.moveToStage(maya, "Offer");
    both.later(10);
    acme.moveToStage(maya, "New lead");
    await both.emulator.settle(3000);
    const deliveries = checked(made).flatMap((check) => (check.ok ? [check.delivery] : []));
    expect(deliveries.map(({ hint }) => hint.toStageId)).toEqual(["lead-new", "offer"]);
    const inTime = deliveries.toSorted((a, b) => a.triggeredAt - b.triggeredAt);
    expect(inTime.map(({ hint }) => hint.toStageId)).toEqual(["offer", "lead-new"]);
  });

  test("one without signature is refused with that reason", async () => {
    const made = await listenFor();
    both.emulator.setFaults([{ fault: "webhookUnsigned" }]);
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    expect(checked(made)).toEqual([{ ok: false, reason: "no_signature" }]);
  });

  test("one that is lost leaves its trace in the list of opportunities", async () => {
    await listenFor();
    both.emulator.setFaults([{ fault: "webhookLost" }]);
    const updatedAtStart = both.now();
    both.later(1000);
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    expect(hook.bodies).toEqual([]);
    const changed = await all(lever.opportunities.list({ updatedAtStart }));
    expect(changed.map(({ id, stage }) => [id, stage])).toEqual([[maya, "offer"]]);
  });

  test("one can come before reading shows the change", async () => {
    const made = await listenFor();
    const { stage, stageChanges, lastAdvancedAt } = await lever.opportunities.get(maya);
    both.emulator.setFaults([{ fault: "stageChangeNotVisibleYet", ms: 60_000 }]);
    acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    expect(checked(made)).toMatchObject([{ ok: true, delivery: { hint: { toStageId: "offer" } } }]);
    expect(await lever.opportunities.get(maya)).toMatchObject({ stage, stageChanges, lastAdvancedAt });
    both.later(60_000);
    expect((await lever.opportunities.get(maya)).stage).toBe("offer");
  });
});
