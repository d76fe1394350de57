/** `/postings`: section 14. */
import { isRecord, oneOf, requiredText, text, texts } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { created, ok, param } from "../api/call.ts";
import { confidentialityFilter, timeWindow, union } from "../api/filter.ts";
import { newestFirst, page } from "../api/page.ts";
import { createOpportunity } from "../opportunity/create.ts";
import { badRequest, forbidden, notFound } from "../refusal.ts";
import type { Posting } from "../state/records.ts";
import { find } from "../state/state.ts";
import { changePosting, createPosting } from "./act.ts";
import type { PostingData } from "./act.ts";
import { postingView, shownPosting } from "./view.ts";

const states = ["published", "internal", "closed", "draft", "pending", "rejected"] as const;

export const postingEndpoints: Endpoint[] = [
  { method: "GET", path: "/postings", scope: "postings", run: list },
  { method: "GET", path: "/postings/deleted", scope: "postings", run: listDeleted },
  { method: "POST", path: "/postings", scope: "postings", performAs: "required", run: create },
  { method: "GET", path: "/postings/:posting", scope: "postings", run: (call) => ok(shownPosting(call, named(call))) },
  { method: "POST", path: "/postings/:posting", scope: "postings", performAs: "required", run: update },
  { method: "GET", path: "/postings/:posting/apply", scope: "postings", run: questions },
  { method: "POST", path: "/postings/:posting/apply", scope: "postings", run: applyOnSite },
  { method: "GET", path: "/postings/:posting/users", scope: "postings", run: usersOf },
];

/** Confidential ones need the right. */
function named(call: Call): Posting {
  const posting = find(call.act.account, "postings", param(call, "posting"));
  if (posting.deletedAt !== null) throw notFound("postings", posting.id);
  if (posting.confidentiality === "confidential" && !call.credentials.confidential)
    throw forbidden("The credentials give no access to confidential data");
  return posting;
}
const existing = (call: Call) =>
  Object.values(call.act.account.postings).filter((posting) => posting.deletedAt === null);

function list(call: Call) {
  const { query } = call;
  refuseMixedTimeFilter(query);
  const confidential = confidentialityFilter(call);
  const updated = timeWindow(query, "updated_at");
  const state = query.get("state");
  if (state !== null && !states.some((known) => known === state)) throw badRequest(`Unknown state ${state}`);
  const channels = query.getAll("distributionChannel");
  const category = (name: "team" | "department" | "location" | "commitment" | "level") => {
    const wanted = query.getAll(name);
    return (posting: Posting) => wanted.length === 0 || wanted.includes(posting.categories[name] ?? "");
  };
  const categories = (["team", "department", "location", "commitment", "level"] as const).map(category);
  const tag = union(query, "tag");
  const postings = existing(call).filter(
    (posting) =>
      confidential(posting.confidentiality) &&
      updated(posting.updatedAt) &&
      tag(posting.tags) &&
      (state === null || posting.state === state) &&
      inChannel(posting, state, channels) &&
      categories.every((matches) => matches(posting)),
  );
  return page(call, postings, { order: newestFirst<Posting>(), view: (posting) => shownPosting(call, posting) });
}

/** `state=published` alone hides what is published internally only. */
function inChannel(posting: Posting, state: string | null, channels: string[]): boolean {
  const wanted = channels.length === 0 && state === "published" ? ["public"] : channels;
  return wanted.length === 0 || wanted.some((channel) => posting.distributionChannels?.includes(channel));
}

/** `updated_at_*` is refused together with any filter but `confidentiality`, and without that one. */
function refuseMixedTimeFilter(query: URLSearchParams): void {
  const names = [...query.keys()];
  if (!names.some((name) => name.startsWith("updated_at_"))) return;
  const allowed = new Set([
    "updated_at_start",
    "updated_at_end",
    "confidentiality",
    "limit",
    "offset",
    "include",
    "expand",
  ]);
  if (!query.has("confidentiality") || names.some((name) => !allowed.has(name)))
    throw badRequest("updated_at_start and updated_at_end work only together with confidentiality and no other filter");
}

function listDeleted(call: Call) {
  const deleted = timeWindow(call.query, "deleted_at");
  const postings = Object.values(call.act.account.postings).filter(
    (posting) => posting.deletedAt !== null && deleted(posting.deletedAt),
  );
  const view = (posting: Posting) => ({ ...postingView(call, posting), deletedAt: posting.deletedAt });
  return page(call, postings, { order: newestFirst<Posting>(), view });
}

function fieldsOf(call: Call): Partial<PostingData> {
  const { fields } = call.body;
  const data: Partial<PostingData> = {};
  const title = text(fields, "text");
  if (title !== undefined) data.text = title;
  const state = oneOf(fields, "state", states);
  if (state) data.state = state;
  const tags = texts(fields, "tags");
  if (tags) data.tags = tags;
  const owner = text(fields, "owner");
  if (owner !== undefined) data.owner = find(call.act.account, "users", owner).id;
  if (isRecord(fields.categories)) {
    const given = fields.categories;
    const category = (name: string) => text(given, name) ?? null;
    const location = category("location");
    data.categories = {
      commitment: category("commitment"),
      department: category("department"),
      level: category("level"),
      location,
      team: category("team"),
      allLocations: location === null ? [] : [location],
    };
  }
  return data;
}

function create(call: Call) {
  const posting = createPosting(call.act, { ...fieldsOf(call), text: requiredText(call.body.fields, "text") });
  return created(postingView(call, posting), [{ type: "posting.created", id: posting.id }]);
}

/** Recorded: a new title turned an internal posting into a draft. */
function update(call: Call) {
  const posting = named(call);
  const change = fieldsOf(call);
  const renamed = change.text !== undefined && change.text !== posting.text;
  if (renamed && posting.state === "internal") change.state ??= "draft";
  changePosting(call.act, posting, change);
  return ok(postingView(call, posting), [{ type: "posting.updated", id: posting.id }]);
}

function questions(call: Call) {
  const posting = named(call);
  return ok({ text: posting.text, customQuestions: [], eeoQuestions: null, personalInformation: [], urls: [] });
}

function applyOnSite(call: Call) {
  const posting = named(call);
  const { fields } = call.body;
  const info = Array.isArray(fields.personalInformation) ? fields.personalInformation.filter(isRecord) : [];
  const answer = (name: string) => {
    const entry = info.find((item) => item.name === name);
    return (entry ? text(entry, "value") : text(fields, name)) ?? "";
  };
  const name = answer("fullName") || answer("name");
  const email = answer("email");
  if (!name || !email) throw badRequest("Missing required field: name or email");
  const phone = answer("phone");
  const data = { name, emails: [email], phones: phone ? [{ type: null, value: phone }] : [] };
  const { opportunity } = createOpportunity(
    { ...call.act, user: null },
    { ...data, posting: posting.id, origin: "applied", stage: "applicant-new" },
  );
  const application = Object.values(call.act.account.applications).find(
    ({ opportunityId }) => opportunityId === opportunity.id,
  );
  const applicationId = application?.id ?? "";
  if (application) Object.assign(application, { type: "posting", name, email, phone: data.phones[0] ?? null });
  const effect = { type: "application.created", id: applicationId, opportunityId: opportunity.id };
  return created({ applicationId }, [effect]);
}

/** Undocumented, and live without `data`. */
function usersOf(call: Call): Answer {
  return { status: 200, body: { posting: postingView(call, named(call)), users: [], roles: [] } };
}
