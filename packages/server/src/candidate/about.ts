/** What a candidate should know before choosing a time, and the names that stand in the sentences. */
import { html } from "hono/html";
import { recordingLine } from "../mail/candidate/recording.ts";
import { whenWords } from "../time/wording.ts";
import type { Html } from "./frame.ts";
import type { Visit } from "./visit.ts";

export function aboutInterview({ facts, zone }: Visit, minutes: number, supportEmail: string): Html {
  const { company, guide, row } = facts;
  const bookBy = row.state === "invited" ? row.book_by : null;
  return html`<dl>
    <dt>What to expect</dt>
    <dd>${minutes} minutes by video${guide ? `: ${guide.content.format}` : ""}</dd>
    <dt>Who is there</dt>
    <dd>One independent expert; ${company.name} may observe and is announced</dd>
    <dt>You need</dt>
    <dd>
      ${capital(guide?.content.equipment ?? "a computer with camera and microphone")}. A phone is enough for booking.
    </dd>
    <dt>Recording</dt>
    <dd>${capital(recordingLine("never", company.name, supportEmail))}</dd>
    ${
      bookBy
        ? html`<dt>Please book by</dt>
            <dd>${whenWords(bookBy.getTime(), zone)}</dd>`
        : ""
    }
  </dl>`;
}

/** Guides and lines begin small, since they stand after a colon in mails. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
