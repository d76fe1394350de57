import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient } from "@interviewvector/lever";
import * as recorded from "../../packages/lever/test/recorded-answers.ts";
import { DAY, all, pair, receiver, unheard } from "./lever-pair.ts";
import type { Json, Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let by: { performAs: string };

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  by = { performAs: both.acme.user("ravi").id };
});
afterEach(() => both.stop());

const meeting = () => ({ interviewers: [{ id: by.performAs }], date: both.now() + DAY, duration: 30 });
const panel = () => lever.panels.create(maya, { timezone: "UTC", interviews: [meeting()] }, by);
const fields = [
  { type: "multiple-select", text: "Languages", options: [{ text: "Go" }] },
  { type: "score-system", text: "Rating" },
  { type: "scorecard", text: "Skills", scores: [{ text: "Coding" }] },
] as const;
const template = () => lever.feedbackTemplates.create({ text: "Short", fields });

interface Row {
  name: string;
  /** What the client makes of the answer to its last call, which is about one thing. */
  read: () => Promise<unknown>;
  /** As production answered in July 2026. */
  recorded?: Json;
  /** Read by the client, in some answers only. */
  sometimes?: string[];
}

const rows: Row[] = [
  { name: "opportunity", read: () => lever.opportunities.get(maya), recorded: recorded.opportunityAnswer.data },
  {
    name: "stage move",
    read: () => lever.opportunities.setStage(maya, "offer", by),
    recorded: { ...recorded.opportunityAnswer.data, opportunityLocation: undefined },
  },
  {
    name: "expanded opportunity",
    read: () =>
      lever.opportunities.get(maya, {
        expand: ["applications", "stage", "owner", "followers", "sourcedBy", "contact"],
      }),
  },
  {
    name: "new note",
    read: () => lever.notes.create(maya, { value: "Hello" }, by),
    recorded: recorded.noteAnswer.data,
  },
  {
    name: "note",
    read: async () => lever.notes.get(maya, (await lever.notes.create(maya, { value: "Hello" }, by)).id),
    recorded: { ...recorded.noteAnswer.data, noteId: undefined },
  },
  { name: "panel", read: panel, recorded: recorded.panelAnswer.data },
  {
    name: "interview",
    read: async () => lever.interviews.get(maya, (await panel()).interviews[0]?.id ?? ""),
    recorded: recorded.interviewAnswer.data,
    // Panels name it, interviews do not.
    sometimes: ["interviewers[].responseStatus"],
  },
  {
    name: "feedback template",
    read: template,
    recorded: recorded.feedbackTemplateAnswer.data,
    // Keys of some types of field only.
    sometimes: ["fields[].prompt", "fields[].options", "fields[].scores"],
  },
  {
    name: "feedback",
    read: async () => lever.feedback.create(maya, { baseTemplateId: (await template()).id, fieldValues: [] }, by),
    recorded: {
      ...recorded.feedbackAnswer.data,
      // Of the first field, which is a rating in the recording.
      fields: [{ ...recorded.feedbackAnswer.data.fields[0], prompt: undefined }],
    },
    sometimes: ["fields[].prompt", "fields[].options", "fields[].scores"],
  },
  {
    name: "posting",
    read: () => lever.postings.get(both.acme.posting("Senior Backend Engineer").id),
    recorded: recorded.postingAnswer,
    // Absent when unset (recorded production answers, 2026).
    sometimes: ["salaryRange"],
  },
  {
    name: "new webhook",
    read: () => lever.webhooks.create({ url: "http://127.0.0.1:9/", event: "candidateHired" }),
    recorded: recorded.webhookAnswer.data,
  },
  { name: "stage", read: () => lever.stages.get("offer"), recorded: recorded.stagesAnswer.data[0] },
  { name: "user", read: () => lever.users.get(by.performAs) },
  { name: "contact", read: () => lever.contacts.get(both.acme.contactOf(maya).id) },
  {
    name: "file",
    read: () =>
      lever.files.upload(maya, { name: "a.pdf", bytes: new Uint8Array(1), contentType: "application/pdf" }, by),
  },
  {
    name: "résumé",
    read: async () => lever.resumes.get(maya, (await all(lever.resumes.list(maya)))[0]?.id ?? ""),
    sometimes: ["parsedData.schools[].location", "parsedData.schools[].start.month", "parsedData.schools[].end.month"],
  },
];

/** Places at which two answers differ in their keys; lists are compared by their first items. */
function keysApart(one: Json, other: Json, at = ""): string[] {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length > 0 && other.length > 0 ? keysApart(one[0], other[0], `${at}[]`) : [];
  if (!isRecord(one) || !isRecord(other)) return [];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => {
    const place = at === "" ? key : `${at}.${key}`;
    const [hasOne, hasOther] = [one, other].map((side) => side[key] !== undefined);
    if (hasOne === hasOther) return keysApart(one[key], other[key], place);
    return [`${place}: only ${hasOne ? "in the emulator" : "recorded"}`];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

describe("shapes (https://hire.lever.co/developer/documentation, and recorded production answers, 2026)", () => {
  test.each(rows)(
    "$name: whatever the client reads stands in the emulator's answer",
    async ({ read, sometimes = [] }) => {
      const parsed = await read();
      const { body } = await both.heard();
      expect(unheard(parsed, body.data).filter((place) => !sometimes.includes(place))).toEqual([]);
      expect(Object.keys(parsed as object).length).toBeGreaterThan(0);
    },
  );

  test.each(rows.filter((row) => row.recorded !== undefined))(
    "$name: the emulator's answer has the keys that production's had",
    async ({ read, recorded: production }) => {
      await read();
      const { body } = await both.heard();
      expect(keysApart(body.data, production)).toEqual([]);
    },
  );

  test("application: the emulator's has the keys that production's had", async () => {
    await lever.opportunities.get(maya, { expand: ["applications"] });
    const { body } = await both.heard();
    expect(keysApart(body.data.applications[0], recorded.applicationAnswer.data)).toEqual([]);
  });

  test("delivery: the emulator's has the keys of the documented example, in its order", async () => {
    const hook = await receiver();
    await lever.webhooks.create({ url: hook.url, event: "candidateStageChange" });
    both.acme.switchWebhookGroup("candidateStageChange", true);
    both.acme.moveToStage(maya, "Offer");
    await both.emulator.settle(100);
    await hook.close();
    const [body] = hook.bodies;
    expect(Object.keys(body)).toEqual(Object.keys(recorded.deliveryAnswer));
    expect(Object.keys(body.data)).toEqual(Object.keys(recorded.deliveryAnswer.data));
    expect([body.token.length, body.signature.length]).toEqual([48, 64]);
  });

  test("answers name Lever's server and region, and no request id (recorded production answers, 2026)", async () => {
    await lever.stages.get("offer");
    const { headers } = await both.heard();
    expect(headers.get("server")).toBe("lever-data-api");
    expect(headers.get("x-lever-region")).toBe("global");
    expect(headers.has("x-request-id")).toBe(false);
  });
});
