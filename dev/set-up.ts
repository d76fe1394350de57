/** What an admin and a Super Admin do once: connect Lever, switch the webhooks on, configure and activate a position. */
import { integrationApi, positionApi, type AnswerOf, type BodyOf } from "@interviewvector/domain";
import type { Person } from "./person.ts";
import type { World } from "./system.ts";

type Position = AnswerOf<typeof positionApi.getPosition>;
type PositionInput = BodyOf<typeof positionApi.configurePosition>;

/** The events that the product asks Lever for; the Super Admin switches each group on by hand. */
export const webhookEvents = [
  "candidateStageChange",
  "candidateArchiveChange",
  "candidateHired",
  "candidateDeleted",
  "contactUpdated",
] as const;

type Consent = BodyOf<typeof integrationApi.beginOauth>;

/** By OAuth, through the consent page, as the Super Admin of the company's Lever account. */
export async function connectLever(
  system: World,
  admin: Person,
  account: "acme" | "globex" = "acme",
  consent: Partial<Consent> = {},
): Promise<string> {
  const { authorizeUrl } = await admin.call(integrationApi.beginOauth, { body: consent });
  const returned = await admin.fetch(await grantAccess(system, authorizeUrl, account));
  const sentTo = returned.headers.get("location") ?? (await returned.text());
  const [, id] = /^\/app\/integrations\/([0-9a-f-]{36})$/.exec(sentTo) ?? [];
  if (id === undefined) throw new Error(`the return from Lever answered ${returned.status}: ${sentTo}`);
  for (const event of webhookEvents) system.emulator.account(account).switchWebhookGroup(event, true);
  return id;
}

/** The Super Admin's click on "Grant access"; returns the address that the browser is sent back to. */
export async function grantAccess(
  system: World,
  authorizeUrl: string,
  account: "acme" | "globex" = "acme",
): Promise<string> {
  const superAdmin = system.emulator.account(account).user();
  const form = new URLSearchParams(new URL(authorizeUrl).searchParams);
  form.set("user", `${account}/${superAdmin.id}`);
  form.set("decision", "grant");
  const granted = await fetch(new URL("/authorize", authorizeUrl), { method: "POST", body: form, redirect: "manual" });
  const back = granted.headers.get("location");
  if (back === null) throw new Error(`the consent page answered ${granted.status}: ${await granted.text()}`);
  return back;
}

/** With the account's own API key; nothing to renew. */
export async function connectLeverByKey(
  system: World,
  admin: Person,
  account: "acme" | "globex" = "acme",
): Promise<string> {
  const connection = await admin.call(integrationApi.connectByKey, { body: { apiKey: `${account}-key` } });
  for (const event of webhookEvents) system.emulator.account(account).switchWebhookGroup(event, true);
  return connection.id;
}

export async function positionOf(admin: Person, title: string): Promise<Position> {
  await admin.call(positionApi.refreshPostings);
  const { positions } = await admin.call(positionApi.listPositions);
  const position = positions.find((candidate) => candidate.title === title);
  if (!position) throw new Error(`no position "${title}" among ${positions.map((other) => other.title).join(", ")}`);
  return position;
}

/** A usual configuration: one round of an hour with the guide of the category. */
export async function usualInput(
  admin: Person,
  category = "Backend",
  change: Partial<PositionInput> = {},
): Promise<PositionInput> {
  const { guides } = await admin.call(positionApi.listGuideNames);
  const guide = guides.find((candidate) => candidate.category === category) ?? guides[0];
  if (!guide) throw new Error("there is no guide");
  return {
    category,
    role: "Senior Backend Engineer",
    seniority: "senior",
    skills: ["PostgreSQL", "System design"],
    languages: ["en"],
    settings: {},
    rounds: [{ name: "Technical interview", guideId: guide.id, durationMinutes: 60 }],
    ...change,
  };
}

export async function activate(admin: Person, title: string, change: Partial<PositionInput> = {}): Promise<Position> {
  const position = await positionOf(admin, title);
  const params = { positionId: position.id };
  await admin.call(positionApi.configurePosition, { params, body: await usualInput(admin, "Backend", change) });
  return admin.call(positionApi.activatePosition, { params, body: {} });
}
