/**
 * For the recruiter who comes from the note: the posting ended, and what is booked for it is kept or cancelled. Opening the
 * page changes nothing; the first answer counts, and every later visit shows what came of it.
 */
import { html } from "hono/html";
import { postingEndWords, stateWords, type PostingQuestion } from "@interviewvector/domain";
import type { Loaded } from "../interview/store.ts";
import { whenWords } from "../time/wording.ts";
import type { Addressed } from "./addressed.ts";
import { href, type Html, type Page } from "./frame.ts";

export interface DecideFacts extends Addressed {
  loaded: Loaded;
  path: string;
  appPath: string;
  /** Where others that are booked for the same posting are decided on, and how many they are. */
  others: { count: number; path: string };
  problem?: string | undefined;
}

export function decidePage(facts: DecideFacts): Page {
  const { interview, position } = facts.loaded;
  const title = titleOf(facts);
  const asked = openQuestion(facts);
  const body = html`<h1>${title}</h1>
    <p class="lead">${facts.candidate}, for ${position.title}.</p>
    ${
      facts.problem
        ? html`<div class="note bad" role="alert">
            <p><strong>${facts.problem}</strong></p>
          </div>`
        : ""
    }
    ${interview.booking === null ? "" : html`<p>Booked: <strong>${whenWords(interview.booking.startAt, facts.companyZone)}</strong>.</p>`}
    ${asked ? form(facts, asked) : outcome(facts)}
    <p><a href="${href(facts.appPath)}">Open the interview</a> (sign-in)</p>
    ${others(facts)}`;
  return { title, body, company: facts.company };
}

function openQuestion({ loaded }: DecideFacts): PostingQuestion | null {
  const { postingQuestion: question } = loaded.interview;
  return question !== null && question.answer === null ? question : null;
}

function titleOf(facts: DecideFacts): string {
  const { interview } = facts.loaded;
  if (openQuestion(facts)) return "Keep this interview?";
  if (interview.state === "cancelled") return "This interview is cancelled";
  return interview.postingQuestion?.answer ? "This interview takes place" : "There is nothing to decide";
}

function form({ path }: DecideFacts, { cause, endedAt }: PostingQuestion): Html {
  return html`<div class="note warn">
      <p>
        <strong>In Lever, ${postingEndWords(cause)}.</strong> Nobody new is invited. This interview goes on as booked,
        unless you cancel it; candidate and expert have not been told anything.
      </p>
    </div>
    <form method="post" action="${href(path)}">
      <input type="hidden" name="about" value="${endedAt}" />
      <p class="row">
        <button name="answer" value="keep">Keep the interview</button>
        <button name="answer" value="cancel" class="danger">Cancel the interview</button>
      </p>
    </form>
    <p class="soft">
      Keep: nothing is sent. Cancel: candidate and expert get a cancellation by mail, Lever gets a note.
    </p>`;
}

function outcome({ loaded: { interview }, companyZone }: DecideFacts): Html {
  const { postingQuestion: question, state } = interview;
  if (question?.answer)
    return html`<div class="note good">
      <p>
        Kept by ${question.answer.by}, ${whenWords(question.answer.at, companyZone)}. Changed your mind? It can be
        cancelled on its page, after signing in.
      </p>
    </div>`;
  if (state === "cancelled")
    return html`<p>
      ${interview.cancelReason ? html`Reason: ${interview.cancelReason}. ` : ""}Candidate and expert have been told.
    </p>`;
  if (state === "scheduled") return html`<p>The posting is back in Lever: the interview takes place as booked.</p>`;
  return html`<p>State: <strong>${stateWords[state]}</strong>.</p>`;
}

function others({ others: { count, path } }: DecideFacts): Html {
  if (count === 0) return html``;
  return html`<p class="soft">
    ${count === 1 ? "One more interview is" : `${count} more interviews are`} asked about for this posting.
    <a href="${href(path)}">Decide on all of them</a> (sign-in)
  </p>`;
}
