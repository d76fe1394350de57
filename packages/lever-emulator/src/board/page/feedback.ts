/** Feedback forms, field by field; pending and deleted ones too, as Lever lists them. */
import { html } from "hono/html";
import type { Feedback, FilledField, Opportunity } from "../../state/records.ts";
import { of } from "../../state/state.ts";
import type { Seen } from "../frame.ts";
import type { Html } from "../html.ts";
import { mark, nothing, prose, time, userName } from "../html.ts";

export function feedbackSection(seen: Seen, opportunity: Opportunity): Html {
  const forms = of(seen.account.feedback, opportunity.id).toReversed();
  return html`<section>
    <h2>Feedback</h2>
    ${forms.length === 0 ? html`<p class="none">No feedback yet.</p>` : forms.map((form) => formCard(seen, form))}
  </section>`;
}

function formCard({ account }: Seen, form: Feedback): Html {
  const state =
    form.deletedAt !== null
      ? mark("deleted", "bad")
      : form.completedAt === null
        ? mark("pending", "warn")
        : mark("completed", "good");
  return html`<article class="form ${form.deletedAt === null ? "" : "off"}" aria-label="${form.text}">
    <h3>${form.text} ${state}</h3>
    <p class="by">
      ${userName(account, form.user)}${form.completedAt === null ? nothing : html`, <small>${time(form.completedAt)}</small>`}
      ${form.interview === null ? nothing : mark("on an interview")}
    </p>
    ${
      form.completedAt === null
        ? nothing
        : html`<dl>
            ${form.fields.map(
              (field) =>
                html`<div>
                  <dt>${field.text}</dt>
                  <dd>${valueOf(field)}</dd>
                </div>`,
            )}
          </dl>`
    }
  </article>`;
}

function valueOf(field: FilledField): Html {
  const { value } = field;
  if (value === null || value === undefined || value === "") return html`<span class="none">nothing</span>`;
  if (field.type === "scorecard" && Array.isArray(value)) return scores(field, value);
  if (Array.isArray(value)) return html`${value.join(", ")}`;
  return typeof value === "string" ? prose(value) : html`${JSON.stringify(value)}`;
}

function scores(field: FilledField, value: unknown[]): Html {
  return html`<ul>
    ${(field.scores ?? []).map(({ text }, index) => {
      const { score = null, comment = "" } = (value[index] ?? {}) as { score?: number | null; comment?: string };
      return html`<li>${text}: <b>${score ?? "none"}</b>${comment ? html` <small>${comment}</small>` : nothing}</li>`;
    })}
  </ul>`;
}
