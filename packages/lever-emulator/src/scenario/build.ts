/**
 * Builds accounts out of short descriptions, through the same acts that people and the API use. Ids follow from names
 * (`stableId`), so that tests and screens can name what a scenario made. Nothing is sent while building.
 */
import type { Act, Core } from "../core.ts";
import { createTemplate } from "../feedback/template-act.ts";
import type { TemplateData } from "../feedback/template-act.ts";
import { addResume } from "../file/act.ts";
import { archive, moveToStage } from "../opportunity/act.ts";
import { createOpportunity } from "../opportunity/create.ts";
import { createPosting } from "../posting/act.ts";
import type { Account, Categories, Opportunity, Pipeline, Posting, User } from "../state/records.ts";
import { emptyAccount } from "../state/state.ts";
import { createUser } from "../user/act.ts";
import { stableId } from "../uuid.ts";
import { pdf } from "./pdf.ts";

export type StageLine = { id?: string; text: string; pipeline: Pipeline; rank: number };
export type UserLine = { name: string; username: string; role: string; jobTitle: string; deactivated?: boolean };
export type PostingLine = {
  title: string;
  tags: string[];
  owner: string;
  team: string;
  location: string;
  state?: Posting["state"];
  daysAgo: number;
};
export type CandidateLine = {
  name: string;
  headline: string;
  location: string;
  posting: string | null;
  stage: string;
  daysAgo: number;
  without?: ("phone" | "resume" | "email")[];
  archivedAs?: string;
  skills: string[];
};
export type AccountPlan = {
  key: string;
  name: string;
  domain: string;
  department: string;
  owner: string;
  stages: StageLine[];
  users: UserLine[];
  postings: PostingLine[];
  templates: TemplateData[];
  candidates: CandidateLine[];
};

const day = 24 * 3_600_000;

/** Stages that every account has, under ids of their own. */
export const commonStages: StageLine[] = [
  { id: "lead-new", text: "New lead", pipeline: "lead", rank: 1 },
  { id: "lead-reached-out", text: "Reached out", pipeline: "lead", rank: 3 },
  { id: "lead-responded", text: "Responded", pipeline: "lead", rank: 5 },
  { id: "applicant-new", text: "New applicant", pipeline: "applicant", rank: 101 },
];
export const offerStage: StageLine = { id: "offer", text: "Offer", pipeline: "offer", rank: 261 };

export function buildAccount(core: Core, plan: AccountPlan): Account {
  const account = emptyAccount(plan.key, stableId(`${plan.key}/account`), plan.name);
  account.apiKeys.push({ key: `${plan.key}-key`, name: `${plan.name} key`, scopes: "all", confidential: true });
  account.stages = plan.stages.map((line) => ({
    ...line,
    id: line.id ?? stableId(`${plan.key}/stage/${line.text}`),
    hasInterview: line.pipeline === "screen" || line.pipeline === "onsite",
  }));
  account.archiveReasons = ["Hired", "Underqualified", "Withdrew", "Position closed", "Timing"].map((text) => ({
    id: stableId(`${plan.key}/archive reason/${text}`),
    text,
    status: "active",
    type: text === "Hired" ? "hired" : "non-hired",
  }));
  core.state.accounts[plan.key] = account;

  const began = core.clock.now();
  for (const [index, line] of plan.users.entries()) {
    const at = began - (400 - index) * day;
    createUser(actAs(core, account, { name: line.username, at }), {
      name: line.name,
      email: `${line.username}@${plan.domain}`,
      accessRole: line.role,
      jobTitle: line.jobTitle,
      deactivatedAt: line.deactivated ? began - 30 * day : null,
    });
  }
  const user = (username: string) => byUsername(account, username);
  for (const line of plan.postings)
    posting(
      actAs(core, account, { name: line.title, at: began - line.daysAgo * day, user: user(line.owner) }),
      line,
      plan,
    );
  for (const template of plan.templates)
    createTemplate(actAs(core, account, { name: template.text, at: began - 200 * day }), template);
  for (const line of plan.candidates) {
    const at = began - line.daysAgo * day;
    const then = { name: line.name, at, user: user(plan.owner) };
    const act = actAs(core, account, then);
    const opportunity = candidate(act, line, plan.key);
    then.at += day / 2;
    placed(act, opportunity, line);
  }
  return account;
}

type Then = { name: string; at: number; user?: User };

/** An act in the past, with ids that follow from a name, that nobody hears of. */
function actAs(core: Core, account: Account, as: Then): Act {
  const quiet: Core = {
    ...core,
    clock: { ...core.clock, now: () => as.at },
    newId: (kind) => stableId(`${account.key}/${kind}/${as.name}`),
    emit: () => undefined,
    changed: () => undefined,
    recent: { mark: () => undefined, youngerThan: () => false },
  };
  return { core: quiet, account, user: as.user ?? null, madeBy: "app", credential: null };
}

function byUsername(account: Account, username: string): User {
  const user = Object.values(account.users).find((one) => one.username === username);
  if (!user) throw new Error(`Account ${account.key} has no user ${username}`);
  return user;
}

function posting(act: Act, line: PostingLine, plan: AccountPlan): void {
  const categories: Categories = {
    commitment: "Full-time",
    department: plan.department,
    level: null,
    location: line.location,
    team: line.team,
    allLocations: [line.location],
  };
  const description = `${plan.name} is looking for a ${line.title} in ${line.location}.\n`;
  createPosting(act, {
    text: line.title,
    state: line.state ?? "published",
    distributionChannels: (line.state ?? "published") === "published" ? ["public", "internal"] : null,
    categories,
    tags: line.tags,
    content: {
      description,
      descriptionHtml: `<div>${description.trim()}</div>`,
      lists: [],
      closing: "",
      closingHtml: "",
    },
  });
}

function candidate(act: Act, line: CandidateLine, accountKey: string): Opportunity {
  const has = (what: "phone" | "resume" | "email") => !line.without?.includes(what);
  const address = ascii(line.name).toLowerCase().replaceAll(" ", ".");
  const { opportunity } = createOpportunity(act, {
    name: line.name,
    headline: line.headline,
    location: line.location,
    emails: has("email") ? [`${address}@mail.example`] : [],
    phones: has("phone") ? [{ type: "mobile", value: phoneOf(line.name) }] : [],
    links: [`https://code.example/${address}`],
    origin: line.posting === null ? "sourced" : "applied",
    sources: [line.posting === null ? "Added manually" : "Job site"],
    stage: line.posting === null ? "lead-new" : "applicant-new",
    ...(line.posting === null ? {} : { posting: stableId(`${accountKey}/posting/${line.posting}`) }),
  });
  if (has("resume")) addResume(act, opportunity, resumeOf(line));
  return opportunity;
}

/** Half a day later somebody looked at it. */
function placed(act: Act, opportunity: Opportunity, line: CandidateLine): void {
  const stage = act.account.stages.find(({ text }) => text === line.stage);
  if (stage && stage.id !== opportunity.stage) moveToStage(act, opportunity, stage.id);
  const reason = act.account.archiveReasons.find(({ text }) => text === line.archivedAs);
  if (reason) archive(act, opportunity, { reason: reason.id });
}

function resumeOf(line: CandidateLine) {
  const [title = "", org = ""] = line.headline.split(" at ");
  return {
    name: `${ascii(line.name).replaceAll(" ", "-")}-resume.pdf`,
    bytes: pdf([
      line.name,
      line.headline,
      line.location,
      "",
      `Skills: ${line.skills.join(", ")}`,
      "",
      `${title}, ${org}, since 2021`,
    ]),
    parsedData: {
      positions: [
        {
          org,
          title,
          summary: line.skills.join(", "),
          location: line.location,
          start: { year: 2021, month: 3 },
          end: null,
        },
      ],
      schools: [
        {
          org: "University of Example",
          degree: "BSc",
          field: "Computer Science",
          summary: "",
          start: { year: 2013 },
          end: { year: 2017 },
        },
      ],
    },
  };
}

const ascii = (text: string) => text.normalize("NFD").replace(/[^\x20-\x7e]/g, "");

/** A number from the range that is kept free for fiction. */
const phoneOf = (name: string) =>
  `+1 415 555 01${String(Number.parseInt(stableId(name).slice(0, 4), 16) % 100).padStart(2, "0")}`;
