/** Cancelling a booked interview, or declining the invitation: asked once, with a reason that may be left out. */
import { html } from "hono/html";
import { isRefusal } from "@interviewvector/domain";
import { whenWords } from "../time/wording.ts";
import { href, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";

export function cancelPage(visit: Visit): Page {
  const { booking } = visit.loaded.interview;
  const { company, position } = visit.facts;
  const title = booking ? "Cancel your interview?" : "Decline the invitation?";
  const body = html`<h1>${title}</h1>
    ${
      booking
        ? html`<p class="lead">${whenWords(booking.startAt, visit.zone)}, with ${company.name} for ${position.role}.</p>
            ${
              isRefusal(visit.mayMove)
                ? ""
                : html`<p>
                    Would another time help?
                    <a href="${href(pathOf(visit, "/reschedule"))}">Change the time instead</a>.
                  </p>`
            }`
        : html`<p class="lead">
              ${company.name} is told that you don’t want the interview for ${position.role}. You can’t take this back
              here.
            </p>
            <p>
              Only the times don’t fit? <a href="${href(pathOf(visit, "/propose"))}">Tell us your times instead</a>.
            </p>`
    }
    <form method="post" action="${href(`${visit.base}/${booking ? "cancel" : "decline"}`)}">
      <label class="field" for="reason">Reason, if you like to give one; ${company.name} reads it</label>
      <textarea id="reason" name="reason" maxlength="500" rows="3"></textarea>
      <p class="row">
        <button class="danger">${booking ? "Cancel the interview" : "Decline the invitation"}</button>
        <a class="button plain" href="${href(pathOf(visit, ""))}">Go back</a>
      </p>
    </form>`;
  return pageOf(visit, { title, body });
}
