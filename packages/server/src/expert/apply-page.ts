/** The page on which somebody applies to become an expert: one form that works without scripts and keeps what was typed. */
import { zoneChoices } from "@interviewvector/domain";
import { html } from "hono/html";
import type { Html, Page } from "../candidate/frame.ts";
import { cityOf } from "../time/zone.ts";
import { answerDays } from "./answer-by.ts";

export interface Typed {
  name: string;
  email: string;
  zone: string;
  employer: string;
  former: string;
  years: string;
  skills: string;
  languages: string;
  linkedin: string;
  words: string;
}

export const untyped: Typed = {
  name: "",
  email: "",
  zone: "",
  employer: "",
  former: "",
  years: "",
  skills: "",
  languages: "English",
  linkedin: "",
  words: "",
};

export type Wrong = Partial<Record<keyof Typed | "cv", string>>;

interface Written {
  typed: Typed;
  wrong: Wrong;
}

export const mostCvBytes = 5 * 1024 * 1024;

export function applyPage(typed: Typed, wrong: Wrong = {}): Page {
  const count = Object.keys(wrong).length;
  const written = { typed, wrong };
  return {
    title: count === 0 ? "Become an expert" : "Please check: Become an expert",
    body: html`
      <h1>Become an expert</h1>
      <p class="lead">
        You interview candidates of other companies by video, along a guide, at the hours you offer. Never for your own
        employer, or a former one; and no candidate ever learns where you work.
      </p>
      ${count === 0 ? "" : summary(wrong)}
      <form method="post" action="/experts/apply" enctype="multipart/form-data" novalidate>
        <h2>You</h2>
        ${field("name", "Name", written, { autocomplete: "name", required: true })}
        ${field("email", "E-mail", written, { type: "email", autocomplete: "email", required: true })}
        ${zoneField(typed, wrong)}
        ${field("languages", "Languages you can interview in", written, { required: true, hint: "Separated by commas." })}
        <h2>Your work</h2>
        ${field("employer", "Employer today", written, {
          autocomplete: "organization",
          hint: "Leave it empty if you work for yourself. Candidates and companies never see it.",
        })}
        ${field("former", "Former employers", written, { hint: "Separated by commas. You won’t be booked for them either." })}
        ${field("years", "Years in the field", written, { type: "number", required: true })}
        ${field("skills", "Skills", written, {
          required: true,
          hint: "Separated by commas, with how well from 1 (know it) to 4 (teach it): Go 4, PostgreSQL 3.",
        })}
        ${field("linkedin", "LinkedIn", written, { type: "url", hint: "Optional: https://www.linkedin.com/in/…" })}
        ${cvField(wrong)}
        <label class="field" for="words">Anything else we should know</label>
        <textarea id="words" name="words" maxlength="2000">${typed.words}</textarea>
        <p hidden>
          <label>Leave this empty <input name="website" tabindex="-1" autocomplete="off" /></label>
        </p>
        <p class="soft">
          We keep what you send for as long as you are, or may become, an expert; write to us and we delete it.
        </p>
        <div class="row"><button>Send the application</button></div>
      </form>
    `,
  };
}

interface FieldLook {
  type?: string;
  autocomplete?: string;
  required?: boolean;
  hint?: string;
}

function field(name: keyof Typed, label: string, { typed, wrong }: Written, look: FieldLook): Html {
  const error = wrong[name];
  const notes = [look.hint ? `${name}-hint` : "", error ? `${name}-error` : ""].filter((id) => id !== "").join(" ");
  return html`<label class="field" for="${name}">${label}</label>
    ${look.hint ? html`<p class="soft" id="${name}-hint">${look.hint}</p>` : ""}
    ${error ? html`<p class="bad-words" id="${name}-error">${error}</p>` : ""}
    <input
      id="${name}"
      name="${name}"
      value="${typed[name]}"
      type="${look.type ?? "text"}"
      maxlength="300"
      ${look.type === "number" ? html`min="0" max="60" inputmode="numeric"` : ""}
      ${look.autocomplete ? html`autocomplete="${look.autocomplete}"` : ""}
      ${look.required ? html`required` : ""}
      ${notes ? html`aria-describedby="${notes}"` : ""}
      ${error ? html`aria-invalid="true"` : ""}
    />`;
}

const zones = Map.groupBy(zoneChoices(), (zone) => zone.split("/")[0] ?? "");

function zoneField(typed: Typed, wrong: Wrong): Html {
  return html`<label class="field" for="zone">Time zone</label>
    ${wrong.zone ? html`<p class="bad-words" id="zone-error">${wrong.zone}</p>` : ""}
    <select id="zone" name="zone" required ${wrong.zone ? html`aria-describedby="zone-error" aria-invalid="true"` : ""}>
      <option value="">Choose the city nearest to you</option>
      ${[...zones].map(
        ([region, names]) =>
          html`<optgroup label="${region}">
            ${names.map(
              (zone) =>
                html`<option value="${zone}" ${zone === typed.zone ? html`selected` : ""}>
                  ${cityOf(zone) ?? zone}
                </option>`,
            )}
          </optgroup>`,
      )}
    </select>`;
}

function cvField(wrong: Wrong): Html {
  return html`<label class="field" for="cv">CV</label>
    <p class="soft" id="cv-hint">
      Optional. PDF, DOCX or ODT, at most 5 MB. Only the people who run the service open it.
    </p>
    ${wrong.cv ? html`<p class="bad-words" id="cv-error">${wrong.cv}</p>` : ""}
    <input
      id="cv"
      name="cv"
      type="file"
      accept=".pdf,.docx,.odt"
      aria-describedby="cv-hint${wrong.cv ? " cv-error" : ""}"
      ${wrong.cv ? html`aria-invalid="true"` : ""}
    />`;
}

function summary(wrong: Wrong): Html {
  return html`<div class="note bad" role="alert">
    <p>Nothing was sent yet. Please check:</p>
    <ul>
      ${Object.entries(wrong).map(([name, words]) => html`<li><a href="#${name}">${words}</a></li>`)}
    </ul>
    ${wrong.cv ? "" : html`<p>If you had chosen a CV, choose it again: a browser does not keep files.</p>`}
  </div>`;
}

export function thanksPage(): Page {
  return {
    title: "Thank you",
    body: html`
      <h1>Thank you, your application is here</h1>
      <p class="lead">A person reads it and writes to you by e-mail within ${answerDays} days, whatever comes of it.</p>
      <p>
        A mail to your address says so in the next minutes. None there? Look among the unwanted ones. If you applied
        with this address before, that application stands, and no second mail comes.
      </p>
      <div class="card">
        <h2>What happens next</h2>
        <ol>
          <li>We look at your experience, and talk with you.</li>
          <li>You listen to an interview; then somebody listens to one of yours.</li>
          <li>You set the hours you offer, and are booked within them.</li>
        </ol>
      </div>
    `,
  };
}
