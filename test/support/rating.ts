/** A candidate at the page behind the link in the mail that asks how it was. */
import { CandidateBrowser } from "../../dev/candidate.ts";
import type { System } from "../../dev/system.ts";

export async function ratingOf(system: System, email: string): Promise<CandidateBrowser> {
  const { text } = await system.mailbox.waitFor(
    ({ envelope, subject }) => envelope.to.includes(email) && subject.startsWith("How was your interview?"),
  );
  const [link] = /https?:\/\/\S+\/rate\/[A-Za-z0-9_-]+/.exec(text ?? "") ?? [];
  if (link === undefined) throw new Error("the mail holds no link to rate");
  return new CandidateBrowser(link);
}

export async function rate(browser: CandidateBrowser, score: number, words = ""): Promise<void> {
  await browser.open();
  await browser.submit(new URL(browser.link).pathname, { score: `${score}`, words });
}
