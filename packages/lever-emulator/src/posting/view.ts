/** Postings as live answers show them. Drafts have no addresses. */
import type { Call } from "../api/call.ts";
import type { Expanders } from "../api/shape.ts";
import { shaped } from "../api/shape.ts";
import type { Account, Posting } from "../state/records.ts";
import { find } from "../state/state.ts";
import { userView } from "../user/view.ts";

export function postingView(call: Call, posting: Posting) {
  const { account } = call.act;
  const site = `https://jobs.lever.co/${account.key}`;
  const show = `${site}/${posting.id}`;
  return {
    id: posting.id,
    text: posting.text,
    state: posting.state,
    distributionChannels: posting.distributionChannels,
    user: posting.user,
    owner: posting.owner,
    hiringManager: posting.hiringManager,
    categories: posting.categories,
    tags: posting.tags,
    content: posting.content,
    country: posting.country,
    followers: posting.followers,
    reqCode: posting.requisitionCodes[0] ?? null,
    requisitionCodes: posting.requisitionCodes,
    urls: posting.state === "draft" ? null : { list: site, show, apply: `${show}/apply` },
    confidentiality: posting.confidentiality,
    createdAt: posting.createdAt,
    updatedAt: posting.updatedAt,
    workplaceType: posting.workplaceType,
    transcribeInterviews: false,
    screening: { enabled: false },
  };
}

export const shownPosting = (call: Call, posting: Posting) =>
  shaped(call, postingView(call, posting), postingExpanders(call.act.account));

function postingExpanders(account: Account): Expanders {
  const user = (id: string) => userView(find(account, "users", id));
  return { user, owner: user, hiringManager: user, followers: user };
}
