import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exchangeCode, refreshTokens, revokeToken, verifyDelivery } from "@interviewvector/lever";
import type { LeverApp, LeverClient } from "@interviewvector/lever";
import { developmentApp } from "@interviewvector/lever-emulator";
import type { Behaviours } from "@interviewvector/lever-emulator";
import { DAY, all, failureOf, pair, receiver } from "./lever-pair.ts";
import type { Pair, Receiver } from "./lever-pair.ts";

/**
 * Where Lever's documentation and recordings are silent, the emulator has a switch (fact by fact in its README). Whatever
 * Lever does there, the client must cope: each switch is turned the other way, one at a time, and everything is done once.
 */
let both: Pair;
let hook: Receiver;
let maya: string;
let ravi: string;

beforeEach(async () => {
  both = await pair({ webhookRetryMs: [10, 10, 10, 10, 10], behaviours: { webhookTestDelayMs: 10 } });
  hook = await receiver();
  maya = both.acme.opportunity("Maya Fernandez").id;
  ravi = both.acme.user("ravi").id;
});
afterEach(async () => {
  await both.stop();
  await hook.close();
});

const UNKNOWN = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";
const STAGE_CHANGE = "candidateStageChange";

/** Uses everything once, and tells what came of it, without what differs from run to run. */
async function everything(lever: LeverClient): Promise<unknown> {
  const told = { ...(await account(lever)), ...(await candidacy(lever)), ...(await meetings(lever)) };
  const fleeting = new Set(["urls", "downloadUrl", "signatureToken"]);
  return JSON.parse(JSON.stringify(told, (key: string, value: unknown) => (fleeting.has(key) ? null : value)));
}

async function account(lever: LeverClient) {
  const hooks = await lever.webhooks.create({ url: "http://127.0.0.1:9/", event: "candidateHired" });
  const rehooked = await lever.webhooks.update([{ id: hooks.id, event: "candidateDeleted" }]);
  const { contact } = both.acme.opportunity(maya);
  return {
    stages: await all(lever.stages.list()),
    reasons: await all(lever.archiveReasons.list()),
    tags: await all(lever.tags.list()),
    users: await all(lever.users.list({ includeDeactivated: true })),
    user: await lever.users.create({ name: "New", email: "new@acme.example" }),
    postings: await all(lever.postings.list({ tag: "InterviewVector" })),
    contact: await lever.contacts.update(contact, { headline: "New" }),
    webhooks: [hooks, rehooked, await all(lever.webhooks.list()), await lever.webhooks.delete(hooks.id)],
  };
}

async function candidacy(lever: LeverClient) {
  const by = { performAs: ravi };
  const [reason] = await all(lever.archiveReasons.list({ type: "non-hired" }));
  const { id } = await lever.notes.create(maya, { value: "One", score: 3 }, by);
  const file = { name: "a.txt", bytes: new TextEncoder().encode("Text"), contentType: "text/plain" };
  const files = [await lever.files.upload(maya, file, by)];
  both.later(1000);
  files.push(await lever.files.upload(maya, { ...file, name: "b.txt" }, by));
  return {
    made: await lever.opportunities.create({ name: "New", emails: ["maya.fernandez@mail.example"] }, by),
    moved: await lever.opportunities.setStage(maya, "offer", by),
    tagged: await lever.opportunities.addTags(maya, ["A"], by),
    untagged: await lever.opportunities.removeTags(maya, ["A"], by),
    linked: await lever.opportunities.addLinks(maya, ["https://iv.example"], by),
    sourced: await lever.opportunities.addSources(maya, ["IV"], by),
    archived: await lever.opportunities.archive(maya, { reason: reason?.id ?? "" }, by),
    unarchived: await lever.opportunities.archive(maya, { reason: null }, by),
    replied: await lever.notes.reply(maya, { value: "Two" }, { noteId: id }),
    notes: await all(lever.notes.list(maya)),
    files: [files, await all(lever.files.list(maya)), await lever.files.get(maya, files[0]?.id ?? "")],
    download: (await lever.files.download(maya, files[0]?.id ?? "")).bytes.length,
    deletions: [await lever.files.delete(maya, files[0]?.id ?? "", by), await lever.notes.delete(maya, id)],
    resumes: await all(lever.resumes.list(maya)),
    opportunity: await lever.opportunities.get(maya, { expand: ["applications", "stage", "contact", "owner"] }),
    opportunities: await all(lever.opportunities.list({ limit: 7 })),
  };
}

async function meetings(lever: LeverClient) {
  const by = { performAs: ravi };
  const rating = { type: "score-system", text: "Rating", required: true } as const;
  const made = await lever.feedbackTemplates.create({ text: "Short", fields: [rating] });
  const template = await lever.feedbackTemplates.update(made.id, { text: "Shorter", fields: [rating] });
  const meeting = { interviewers: [{ id: ravi, feedbackTemplate: made.id }], date: both.now() + DAY, duration: 30 };
  const panel = await lever.panels.create(maya, { timezone: "UTC", interviews: [meeting] }, by);
  const added = await lever.interviews.create(maya, { ...meeting, panel: panel.id, duration: 15 }, by);
  const moved = await lever.interviews.update(maya, added.id, { ...meeting, panel: panel.id, duration: 20 }, by);
  const [pending] = await all(lever.feedback.list(maya));
  const answer = (id: string | undefined) => [{ id: id ?? "", value: "3 - Hire" }];
  const filled = { fieldValues: answer(pending?.fields[0]?.id), completedAt: both.now() };
  const fresh = { baseTemplateId: made.id, fieldValues: answer(template.fields[0]?.id) };
  const form = await lever.feedback.create(maya, fresh, by);
  return {
    templates: [made, template, await lever.feedbackTemplates.get(made.id)],
    meetings: [panel, added, moved, await lever.panels.get(maya, panel.id), await lever.interviews.get(maya, added.id)],
    updated: await lever.feedback.update(maya, pending?.id ?? "", filled, by),
    forms: [form, await lever.feedback.delete(maya, form.id, by), await all(lever.feedback.list(maya))],
    cancelled: [await lever.interviews.delete(maya, added.id, by), await lever.panels.delete(maya, panel.id, by)],
    panels: await all(lever.panels.list(maya)),
    interviews: await all(lever.interviews.list(maya)),
  };
}

interface Row<T> {
  otherWay: T;
  sentence: string;
  /** What is then different, and how the client meets it. */
  check: () => Promise<void>;
}

const rows: { [Name in keyof Behaviours]: Row<Behaviours[Name]> } = {
  ratePerSecond: {
    otherWay: 400,
    sentence: "a client that repeats comes through, however narrow the rate",
    check: async () => {
      both.emulator.setBehaviours({ rateBurst: 1, ratePerSecond: 0.001 });
      await both.lever.stages.get("offer");
      expect((await failureOf(both.lever.stages.get("offer"))).code).toBe("rate_limited");
    },
  },
  rateBurst: {
    otherWay: 1,
    sentence: "a burst of one is a burst",
    check: async () => {
      both.emulator.setBehaviours({ ratePerSecond: 0.001 });
      const calls = [1, 2, 3].map(() => both.lever.opportunities.addTags(maya, ["A"]));
      const outcomes = await Promise.allSettled(calls);
      const limited = outcomes.filter(({ status }) => status === "rejected");
      expect(limited.length).toBeGreaterThanOrEqual(2);
      for (const outcome of limited)
        expect(outcome).toMatchObject({ reason: { code: "rate_limited", tookEffect: "no" } });
    },
  },
  pageSize: {
    otherWay: 1,
    sentence: "a page is as long as Lever likes",
    check: async () => {
      const before = both.emulator.journal.length;
      expect(await all(both.lever.stages.list())).toHaveLength(8);
      expect(both.emulator.journal.length - before).toBe(8);
    },
  },
  pageCap: {
    otherWay: 2,
    sentence: "a page shorter than was asked for is no end",
    check: async () => {
      const before = both.emulator.journal.length;
      const count = both.acme.opportunities().length;
      expect(await all(both.lever.opportunities.list({ limit: 100 }))).toHaveLength(count);
      expect(both.emulator.journal.length - before).toBe(Math.ceil(count / 2));
    },
  },
  blankContactInActionAnswers: {
    otherWay: false,
    sentence: "contact data in an action's answer is there, and still not handed on",
    check: async () => {
      const answer = await both.lever.opportunities.addTags(maya, ["B"]);
      expect((await both.heard()).body.data.name).toBe("Maya Fernandez");
      expect(answer).not.toHaveProperty("name");
    },
  },
  envelope: {
    otherWay: "documented",
    sentence: "single answers come bare or in two envelopes, as the documentation prints them",
    check: async () => {
      const meeting = { interviewers: [{ id: ravi }], date: both.now() + DAY, duration: 30 };
      const by = { performAs: ravi };
      const panel = await both.lever.panels.create(maya, { timezone: "UTC", interviews: [meeting] }, by);
      // https://hire.lever.co/developer/documentation#create-a-panel prints a list where one panel is meant.
      expect((await both.heard()).body.data).toMatchObject({ data: [{ id: panel.id }], hasNext: false });
      await both.lever.interviews.get(maya, panel.interviews[0]?.id ?? "");
      expect((await both.heard()).body.data.data.panel).toBe(panel.id);
      const [template] = await all(both.lever.feedbackTemplates.list());
      await both.lever.feedbackTemplates.get(template?.id ?? "");
      expect((await both.heard()).body.id).toBe(template?.id);
    },
  },
  filesList: {
    otherWay: "data",
    sentence: "the list of files comes in an envelope, page by page",
    check: async () => {
      const file = { bytes: new Uint8Array(3), contentType: "text/plain" };
      for (let count = 0; count < 12; count += 1)
        await both.lever.files.upload(maya, { ...file, name: `${count}.txt` }, { performAs: ravi });
      expect(await all(both.lever.files.list(maya))).toHaveLength(13);
      expect((await both.heard()).body).toMatchObject({ hasNext: false });
    },
  },
  fileNumbersAsText: {
    otherWay: false,
    sentence: "times and sizes of files are numbers",
    check: async () => {
      const [file] = await all(both.lever.files.list(maya));
      expect((await both.heard()).body[0]).toMatchObject({ size: 4, uploadedAt: file?.uploadedAt });
      expect(file?.size).toBe(4);
    },
  },
  unknownPerformAs: {
    otherWay: "accepted",
    sentence: "an unknown user is nobody, and what nobody did can be read",
    check: async () => {
      const by = { performAs: UNKNOWN };
      const moved = await both.lever.opportunities.setStage(maya, "lead-new", by);
      expect(moved.stageChanges.at(-1)?.userId).toBeNull();
      const meeting = { interviewers: [{ id: ravi }], date: both.now() + DAY, duration: 30 };
      const panel = await both.lever.panels.create(maya, { timezone: "UTC", interviews: [meeting] }, by);
      expect(panel.user).toBeNull();
    },
  },
  deactivatedPerformAs: {
    otherWay: "accepted",
    sentence: "a deactivated user goes on acting",
    check: async () => {
      const marta = both.acme.user("marta").id;
      const { id } = await both.lever.notes.create(maya, { value: "Still here" }, { performAs: marta });
      expect((await both.lever.notes.get(maya, id)).user).toBe(marta);
    },
  },
  missingRequiredFeedback: {
    otherWay: "accepted",
    sentence: "feedback without what is required is taken, with null in it",
    check: async () => {
      const baseTemplateId = both.acme.feedbackTemplate("InterviewVector report").id;
      const form = await both.lever.feedback.create(maya, { baseTemplateId, fieldValues: [] }, { performAs: ravi });
      expect(form.completedAt).toBe(both.now());
      expect(form.fields.every(({ value }) => value === null)).toBe(true);
    },
  },
  unknownOptionText: {
    otherWay: "accepted",
    sentence: "an option that the template does not have comes back as it was sent",
    check: async () => {
      const template = both.acme.feedbackTemplate("InterviewVector report");
      const [rating, summary] = template.fields.map(({ id }) => id);
      const fieldValues = [
        { id: rating ?? "", value: "3 - Yes" },
        { id: summary ?? "", value: "Good." },
      ];
      const form = await both.lever.feedback.create(
        maya,
        { baseTemplateId: template.id, fieldValues },
        { performAs: ravi },
      );
      expect(form.fields[0]?.value).toBe("3 - Yes");
    },
  },
  sameStageMove: {
    otherWay: "recorded",
    sentence: "a move into the stage it stands in is one more move, and is told",
    check: async () => {
      const sure = await listening();
      const { stage, stageChanges } = await both.lever.opportunities.get(maya);
      const moved = await both.lever.opportunities.setStage(maya, stage);
      expect(moved.stageChanges).toHaveLength(stageChanges.length + 1);
      await both.emulator.settle(100);
      expect(sure()).toMatchObject([{ hint: { opportunityId: maya, toStageId: stage, fromStageId: stage } }]);
    },
  },
  postingTagsAfterArchive: {
    otherWay: "kept",
    sentence: "an opportunity archived in the app keeps its posting's tags",
    check: async () => {
      const tom = both.acme.opportunity("Tom Okafor").id;
      both.acme.archive(tom, "Timing");
      const found = await all(both.lever.opportunities.list({ tag: "InterviewVector", archived: true }));
      expect(found.map(({ id }) => id)).toContain(tom);
      expect((await both.lever.opportunities.get(tom)).tags).toContain("InterviewVector");
    },
  },
  webhookForOwnCalls: {
    otherWay: false,
    sentence: "deliveries come for what people do, not for the app's own calls",
    check: async () => {
      const sure = await listening();
      await both.lever.opportunities.setStage(maya, "lead-new");
      both.acme.moveToStage(maya, "Responded");
      await both.emulator.settle(100);
      expect(sure().map(({ hint }) => hint.toStageId)).toEqual(["lead-responded"]);
    },
  },
  webhookId: {
    otherWay: true,
    sentence: "deliveries begin with an id of the event, the same in every repeat",
    check: async () => {
      hook.statuses = [500, 200];
      both.emulator.setBehaviours({ webhookRetryKeepsToken: false });
      const sure = await listening();
      both.acme.moveToStage(maya, "Responded");
      await both.emulator.settle(100);
      const [first, second] = sure();
      expect(first?.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(second?.id).toBe(first?.id);
    },
  },
  webhookRetryKeepsToken: {
    otherWay: false,
    sentence: "a repeat has a token and a time of its own, and verifies",
    check: async () => {
      hook.statuses = [500, 500, 200];
      const sure = await listening();
      both.acme.moveToStage(maya, "Responded");
      await both.emulator.settle(100);
      expect(new Set(sure().map(({ token }) => token)).size).toBe(3);
    },
  },
  webhookTimeoutMs: {
    otherWay: 150,
    sentence: "Lever's patience is short, and the repeat verifies",
    check: async () => {
      hook.delayMs = 400;
      both.emulator.setBehaviours({ webhookRetryMs: [10] });
      const sure = await listening();
      both.acme.moveToStage(maya, "Responded");
      await both.emulator.settle(200);
      expect(sure()).toHaveLength(2);
    },
  },
  webhookRetryMs: {
    otherWay: [],
    sentence: "there are no repeats; one by hand verifies",
    check: async () => {
      hook.statuses = [500, 200];
      const sure = await listening();
      both.acme.moveToStage(maya, "Responded");
      await both.emulator.settle(100);
      expect(both.emulator.state.deliveries).toMatchObject([{ state: "failed" }]);
      both.emulator.rerun(both.emulator.state.deliveries[0]?.id ?? "");
      await both.emulator.settle(100);
      expect(sure()).toHaveLength(2);
    },
  },
  webhookTestDelayMs: {
    otherWay: 0,
    sentence: "the test delivery may come before the answer that holds its key, and verifies afterwards",
    check: async () => {
      const configuration = { verifyConnection: true };
      const made = await both.lever.webhooks.create({ url: hook.url, event: STAGE_CHANGE, configuration });
      await both.emulator.settle(100);
      const signatureToken = made.configuration?.signatureToken ?? "";
      expect(hook.bodies.map((body) => verifyDelivery({ body, signatureToken }).ok)).toEqual([true]);
    },
  },
  refreshReuseGraceMs: {
    otherWay: 30_000,
    sentence: "a used refresh token works for a while yet, then a person must connect again",
    check: async () => {
      const app = leverApp();
      const first = await exchangeCode(app, { code: consent(), redirectUri: developmentApp.redirectUris[0] ?? "" });
      const [second, third] = [1, 2].map(() => refreshTokens(app, first.refreshToken ?? ""));
      for (const tokens of [await second, await third]) {
        const bearer = { kind: "bearer", token: () => Promise.resolve(tokens?.accessToken ?? "") } as const;
        expect((await both.client({ credentials: bearer }).stages.get("offer")).id).toBe("offer");
      }
      both.later(30_000);
      expect((await failureOf(refreshTokens(app, first.refreshToken ?? ""))).code).toBe("invalid_grant");
    },
  },
  pkce: {
    otherWay: "ignored",
    sentence: "a challenge is ignored, and the verifier does no harm",
    check: async () => {
      const redirectUri = developmentApp.redirectUris[0] ?? "";
      const code = consent({ codeChallenge });
      const tokens = await exchangeCode(leverApp(), { code, redirectUri, codeVerifier: verifier });
      expect(tokens.refreshToken).not.toBeNull();
    },
  },
  revocation: {
    otherWay: "absent",
    sentence: "giving a token back is told to be impossible, and the token stays good",
    check: async () => {
      const app = leverApp();
      const given = { code: consent(), redirectUri: developmentApp.redirectUris[0] ?? "" };
      const { refreshToken } = await exchangeCode(app, given);
      expect(await revokeToken(app, refreshToken ?? "")).toBe(false);
      expect((await refreshTokens(app, refreshToken ?? "")).accessToken).not.toBe("");
    },
  },
};

/** PKCE: what is shown at the consent, and what proves it at the exchange. */
const verifier = "a-verifier-of-forty-three-characters-or-more";
const codeChallenge = createHash("sha256").update(verifier).digest("base64url");

/** A webhook for stage changes, switched on; gives what came and verifies, and fails for what does not. */
async function listening() {
  const made = await both.lever.webhooks.create({ url: hook.url, event: STAGE_CHANGE });
  both.acme.switchWebhookGroup(STAGE_CHANGE, true);
  const signatureToken = made.configuration?.signatureToken ?? "";
  return () =>
    hook.bodies.map((body) => {
      const check = verifyDelivery({ body, signatureToken });
      if (!check.ok) throw new Error(check.reason);
      return check.delivery;
    });
}

const leverApp = (): LeverApp => ({
  environment: { authUrl: both.emulator.authUrl, audience: `${both.emulator.apiUrl}/` },
  clientId: developmentApp.clientId,
  clientSecret: developmentApp.clientSecret,
  fetch,
});

const consent = (more: { codeChallenge?: string } = {}) =>
  both.emulator.consent({
    ...more,
    clientId: developmentApp.clientId,
    account: "acme",
    user: both.acme.user("lena").id,
    scopes: ["offline_access", "stages:read:admin"],
    redirectUri: developmentApp.redirectUris[0] ?? "",
  });

describe("with each inferred behaviour turned the other way, the client does everything and reads the same", () => {
  let standard: unknown;

  test("every behaviour of the emulator has its row", () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(both.emulator.behaviours).sort());
  });

  test.each(Object.entries(rows).map(([name, row]) => ({ name, ...row })))("$name: $sentence", async (row) => {
    const repeating = { retry: { maxAttempts: 10, baseMs: 4 } };
    standard ??= await everythingAsUsual();
    expect(both.emulator.behaviours).not.toHaveProperty(row.name, row.otherWay);
    both.emulator.setBehaviours({ [row.name]: row.otherWay });
    expect(await everything(both.client(repeating))).toEqual(standard);
    await row.check();
  });

  async function everythingAsUsual(): Promise<unknown> {
    const usual = await everything(both.lever);
    await both.stop();
    both = await pair({ webhookRetryMs: [10, 10, 10, 10, 10], behaviours: { webhookTestDelayMs: 10 } });
    return usual;
  }
});
