/** A page for each state in which there is nothing to choose: what it means, and what to do. Never the company's reasons. */
import { html } from "hono/html";
import { lookUntil, mayRebook, type InterviewState, type Proposal } from "@interviewvector/domain";
import { rangeWords, whenWords } from "../time/wording.ts";
import type { CandidateDeps } from "./deps.ts";
import { href, type Html, type Page } from "./frame.ts";
import { newerThan } from "./replaced.ts";
import { linkAskedOf, newerPage } from "./replaced-page.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";
import { arrangedWords } from "./wishes.ts";

/** May the candidate choose a time again by themselves? */
export function canRebook({ loaded, now }: Pick<Visit, "loaded" | "now">): boolean {
  const { interview, rules, row } = loaded;
  return mayRebook(interview, { now, rules, endedAt: row.changed_at.getTime() });
}

export function proposedPage(visit: Visit, proposal: Proposal): Page {
  const late = visit.now >= proposal.answerBy;
  const arranged = arrangedWords(visit.loaded.row);
  const title = late ? "We are still looking at your times" : "We have your times";
  const body = html`<h1>${title}</h1>
    <p class="lead">${late ? stillLooking(visit, proposal) : answerPromised(visit, proposal)}</p>
    <div class="card">
      <h2>Your times</h2>
      <ul>
        ${proposal.ranges.map((range) => html`<li>${rangeWords(range, visit.zone)}</li>`)}
      </ul>
      ${proposal.comment === "" ? "" : html`<p class="soft">You wrote: ${proposal.comment}</p>`}
      ${arranged === "" ? "" : html`<p class="soft">Arranged for you: ${arranged}</p>`}
    </div>
    <p class="row">
      <a class="button" href="${href(pathOf(visit, "/times"))}">Look for a free time</a
      ><a class="button plain" href="${href(pathOf(visit, "/propose"))}">Change your times</a>
    </p>
    <p>Not interested any more? <a href="${href(pathOf(visit, "/decline"))}">Decline the invitation</a>.</p>`;
  return pageOf(visit, { title, body }, true);
}

function answerPromised({ zone }: Visit, { answerBy }: Proposal): Html {
  return html`You hear from us by <strong>${whenWords(answerBy, zone)}</strong>. Nothing is booked yet: if one of the
    times works, we book it and write to you; if none does, we tell you that too.`;
}

function stillLooking({ zone }: Visit, { ranges }: Proposal): Html {
  return html`So far no expert is free at any of them; we are sorry. We keep looking until
    <strong>${whenWords(lookUntil(ranges), zone)}</strong>, and write to you as soon as one is. You need not wait: book
    a free time, or give us others.`;
}

export function onHoldPage(visit: Visit): Page {
  const { company, position } = visit.facts;
  return plain(visit, "Interviews are on hold for now", [
    `${company.name} has paused interviews for ${position.role}. Your invitation stays valid: this page works again as soon as they go on.`,
    "There is nothing you need to do.",
  ]);
}

const endedStates = new Set<InterviewState>([
  "cancelled",
  "completed",
  "expired",
  "candidate_no_show",
  "expert_no_show",
]);

/** What is over may have been begun anew, by an interview of its own. */
export async function newerOf({ door }: CandidateDeps, visit: Visit, link: string | undefined): Promise<Page | null> {
  const { row, interview } = visit.loaded;
  if (!endedStates.has(interview.state) || (await newerThan(door.database.service, row)) === null) return null;
  return newerPage(visit, linkAskedOf(link));
}

export function statePage(visit: Visit): Page {
  const { company, position } = visit.facts;
  const { state } = visit.loaded.interview;
  const [title, ...words] = ownEndWords(visit) ?? wordsOf(state, company.name, position.role);
  if (canRebook(visit)) return plain(visit, title, words, rebook(visit));
  return plain(visit, title, [...words, ...askWords(state, company.name)]);
}

/** Where nothing can be chosen any more. */
function askWords(state: InterviewState, company: string): string[] {
  if (state === "candidate_no_show")
    return [
      `If something kept you, or if you tried to join and couldn’t, please write to us below. ${company} decides how to go on.`,
    ];
  if (state === "expert_no_show" || state === "interrupted")
    return [`Would you still like the interview? Please write to us below: ${company} can invite you again.`];
  return [];
}

/** Who ended it by themselves reads that it was done, and not as if it had happened to them. */
function ownEndWords({ endedByThem, facts }: Visit): [string, ...string[]] | null {
  const mind = "Changed your mind? Reply to the mail about your interview, or write to us below.";
  const what = `interview with ${facts.company.name} for ${facts.position.role}`;
  switch (endedByThem) {
    case "declined":
      return [
        "You declined the invitation",
        `There will be no ${what}. ${facts.company.name} is told; you need do nothing more.`,
        mind,
      ];
    case "cancelled":
      return [
        "This interview is cancelled",
        `As you asked, your ${what} will not take place. Thank you for telling us; you need do nothing more.`,
        mind,
      ];
    default:
      return null;
  }
}

function wordsOf(state: InterviewState, company: string, role: string): [string, ...string[]] {
  switch (state) {
    case "blocked":
      return [
        "Your invitation isn’t ready yet",
        `${company} still has something to complete for your interview for ${role}. You get a mail as soon as you can choose a time.`,
      ];
    case "awaiting_report":
    case "in_review":
    case "completed":
      return [
        "Thank you for the interview",
        `Your interview for ${role} is over. ${company} decides and will tell you the result.`,
        "There is nothing more you need to do here.",
      ];
    case "cancelled":
      return [
        "This interview is cancelled",
        `The interview with ${company} for ${role} will not take place. You need do nothing.`,
        `Do you think this is a mistake? Reply to the invitation mail, or write to us below.`,
      ];
    case "expired":
      return [
        "This invitation has ended",
        `The time to book your interview with ${company} for ${role} is over, and no time was chosen.`,
        `Would you still like the interview? Reply to the invitation mail, or write to us below: ${company} can invite you again.`,
      ];
    case "candidate_no_show":
      return ["We missed you", `We waited for you at your interview with ${company} for ${role}. These things happen.`];
    case "expert_no_show":
      return [
        "We are sorry",
        `The expert did not come to your interview with ${company} for ${role}, and you waited for nothing. This was not your doing, and it counts neither against you nor as a change of yours.`,
      ];
    case "interrupted":
      return [
        "The call broke off",
        `Your interview with ${company} for ${role} broke off. This is held against nobody, and what you had done so far is kept. Where possible, the same expert goes on with you.`,
      ];
    case "unschedulable":
      return [
        "We have nobody for this interview yet",
        `At the moment no expert can take your interview with ${company} for ${role}. We keep looking and write to you. You need do nothing.`,
      ];
    case "invited":
    case "proposed":
    case "scheduled":
    case "live":
      return ["Your interview", `Please open this page again in a moment.`];
    default:
      return state satisfies never;
  }
}

function rebook(visit: Visit): Html {
  return html`<form method="post" action="${href(`${visit.base}/rebook`)}">
    <p class="row"><button>Choose another time</button></p>
    <p class="soft">You then get a new link by mail too, and this one is replaced.</p>
  </form>`;
}

function plain(visit: Visit, title: string, words: readonly string[], further: Html | "" = ""): Page {
  const body = html`<h1>${title}</h1>
    ${words.map((line) => html`<p class="lead">${line}</p>`)} ${further}`;
  return pageOf(visit, { title, body });
}
