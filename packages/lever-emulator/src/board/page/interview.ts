/** Panels with their interviews, cancelled ones too. */
import { html } from "hono/html";
import type { Interview, Opportunity, Panel } from "../../state/records.ts";
import { of } from "../../state/state.ts";
import type { Seen } from "../frame.ts";
import { profilePath } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, mark, nothing, prose, safeUrl, time, userName } from "../html.ts";

export function interviewSection(seen: Seen, opportunity: Opportunity): Html {
  const panels = of(seen.account.panels, opportunity.id).toReversed();
  return html`<section>
    <h2>Interviews</h2>
    ${panels.length === 0 ? html`<p class="none">No interview is planned.</p>` : panels.map((panel) => panelCard(seen, panel))}
  </section>`;
}

function panelCard(seen: Seen, panel: Panel): Html {
  const interviews = of(seen.account.interviews, panel.opportunityId).filter(
    (interview) => interview.panel === panel.id,
  );
  return html`<article class="panel ${panel.canceledAt === null ? "" : "off"}" aria-label="Panel">
    <p class="by">
      Panel by ${userName(seen.account, panel.user)} ${panel.externallyManaged ? mark("externally managed") : nothing}
      ${panel.canceledAt === null ? nothing : mark("cancelled", "bad")}
    </p>
    ${panel.note === null ? nothing : prose(panel.note)}
    ${panel.externalUrl === null ? nothing : html`<p><a href="${safeUrl(panel.externalUrl)}">${panel.externalUrl}</a></p>`}
    ${interviews.map((interview) => interviewCard(seen, panel, interview))}
  </article>`;
}

function interviewCard({ account }: Seen, panel: Panel, interview: Interview): Html {
  const names = interview.interviewers.map(({ id }) => userName(account, id)).join(", ");
  const path = `${profilePath(panel.opportunityId)}/interviews/${interview.id}/remove`;
  return html`<div class="interview">
    <h3>${interview.subject ?? "Interview"} ${interview.canceledAt === null ? nothing : mark("cancelled", "bad")}</h3>
    <p><b>${time(interview.date, panel.timezone)}</b>, ${interview.durationMinutes} minutes, with ${names}</p>
    ${interview.location === null ? nothing : html`<p>${interview.location}</p>`}
    ${interview.note === null ? nothing : prose(interview.note)}
    <p class="by">Reminders: ${interview.feedbackReminder}</p>
    ${interview.canceledAt === null ? button(path, "Remove interview") : nothing}
  </div>`;
}
