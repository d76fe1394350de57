/** What mails from the service itself share: those to experts, operators, members of companies. Replies go to support. */
import type { Block, Line } from "./letter.ts";
import { mailOf, type Mail } from "./mail.ts";
import { plainWords } from "./plain-words.ts";

export interface ServiceFacts {
  /** First name of the reader; empty when unknown. */
  firstName: string;
  /** The reader's zone. */
  zone: string;
  support: string;
}

const service = "InterviewVector";

export function serviceMail(facts: ServiceFacts, subject: string, blocks: Block[]): Mail {
  const firstName = plainWords(facts.firstName, 60);
  const foot: Line[] = [service, `Questions: reply, or ${facts.support}.`];
  return mailOf({
    subject,
    fromName: service,
    replyTo: facts.support,
    head: { name: service },
    blocks: [{ kind: "paragraph", lines: [firstName === "" ? "Hello," : `Hello ${firstName},`] }, ...blocks],
    foot,
  });
}
