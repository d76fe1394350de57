/** How was it? One to five, with words if they like. It says who reads what, and shows nothing of the outcome. */
import { html } from "hono/html";
import { isBadRating, type Refusal } from "@interviewvector/domain";
import { dayWords, whenWords } from "../time/wording.ts";
import { href, type Html, type Page } from "./frame.ts";

export interface RatingFacts {
  path: string;
  company: NonNullable<Page["company"]>;
  role: string;
  zone: string;
  /** Start of the meeting, ms; null where none was held. */
  heldAt: number | null;
  may: true | Refusal;
  given: { score: number; words: string } | null;
  /** Somebody looks into it until then. */
  answerBy: number | null;
}

export interface TypedRating {
  score: number | null;
  words: string;
  /** What was sent can't be taken like that. */
  problem: string | null;
}

const scores = [
  [1, "very bad"],
  [2, "bad"],
  [3, "all right"],
  [4, "good"],
  [5, "very good"],
] as const;

export const MOST_WORDS = 1000;

export function ratingPage(facts: RatingFacts, typed: TypedRating | null = null): Page {
  if (facts.may !== true) return closedPage(facts, facts.may);
  if (facts.given && typed === null) return thanksPage(facts, facts.given);
  const title = "How was your interview?";
  const body = html`<h1>${title}</h1>
    ${
      typed?.problem
        ? html`<div class="note bad" role="alert">
            <p id="problem"><strong>${typed.problem}</strong></p>
          </div>`
        : ""
    }
    <p class="lead">${theInterview(facts)}</p>
    ${form(facts, typed ?? { score: null, words: "", problem: null }, "Send")} ${whoReads(facts)}`;
  return { title, body, company: facts.company };
}

function theInterview({ company, role, heldAt, zone }: RatingFacts): string {
  return `Your interview with ${company.name} for ${role}${heldAt === null ? "" : `, ${dayWords(heldAt, zone)}`}.`;
}

function form({ path }: RatingFacts, { score, words, problem }: TypedRating, send: string): Html {
  return html`<form method="post" action="${href(path)}">
    <fieldset${problem ? html` aria-describedby="problem"` : ""}>
      <legend>How was it for you?</legend>
      ${scores.map(
        ([value, name]) =>
          html`<label class="tick"
            ><input type="radio" name="score" value="${value}" required ${score === value ? "checked" : ""} /> ${value}:
            ${name}</label
          >`,
      )}
    </fieldset>
    <label class="field" for="words">Anything you want to tell us, if you like</label>
    <textarea id="words" name="words" maxlength="${MOST_WORDS}" rows="5">${words}</textarea>
    <p class="row"><button>${send}</button></p>
  </form>`;
}

function whoReads({ company }: RatingFacts): Html {
  return html`<p class="soft">
    Your answer is about us, not about you: it has no part in the result. ${company.name} sees the number; what you
    write is read by the people who run this service. Your interviewer sees neither, only how many people answered and
    what they gave on average. A person looks into every 1 and 2 and writes to you.
  </p>`;
}

function thanksPage(facts: RatingFacts, given: { score: number; words: string }): Page {
  const title = "Thank you";
  const name = scores.find(([value]) => value === given.score)?.[1] ?? "";
  const body = html`<h1>${title}</h1>
    <p class="lead">${theInterview(facts)}</p>
    <div class="card">
      <p class="when">${given.score} of 5: ${name}</p>
      ${given.words === "" ? "" : html`<p>You wrote: ${given.words}</p>`}
    </div>
    ${
      facts.answerBy === null
        ? ""
        : html`<p class="note ${isBadRating(given.score) ? "warn" : ""}">
            A person looks into it. You hear from us by ${whenWords(facts.answerBy, facts.zone)}.
          </p>`
    }
    <details>
      <summary>Change your answer</summary>
      ${form(facts, { ...given, problem: null }, "Send the change")}
    </details>
    ${whoReads(facts)}`;
  return { title, body, company: facts.company };
}

function closedPage({ company, role, given }: RatingFacts, { code }: Refusal): Page {
  const [title, words] = closedWords(code, company.name, role);
  const body = html`<h1>${title}</h1>
    <p class="lead">${words}</p>
    ${given ? html`<p>You gave ${given.score} of 5.</p>` : ""}
    <p>Is there anything you still want to tell us? Write to us below: a person reads it.</p>`;
  return { title, body, company };
}

function closedWords(code: string, company: string, role: string): [title: string, words: string] {
  switch (code) {
    case "rating_closed":
      return [
        "The time to rate is over",
        `Ratings of your interview with ${company} for ${role} are taken for 30 days after it.`,
      ];
    case "rating_answered":
      return [
        "We have answered you",
        `Your rating of the interview with ${company} for ${role} was looked into. What came of it is in the mail that we sent you.`,
      ];
    default:
      return [
        "There is nothing to rate",
        `Your interview with ${company} for ${role} did not take place, or is still to come. After it, this page asks you how it was.`,
      ];
  }
}
