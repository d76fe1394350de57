/** What stands in Lever and in mailboxes after lives were lived, in a form in which two worlds can be compared. */
import type { System } from "../../dev/system.ts";

export type World = Pick<System, "emulator" | "mailbox">;

/** The text of every note on an opportunity, oldest first. */
export function notesOf({ emulator }: World, opportunityId: string, account = "acme"): string[] {
  return emulator
    .account(account)
    .notesOf(opportunityId)
    .flatMap(({ comments }) => comments.map(({ value }) => value));
}

/** Subjects of all mails to an address, oldest first. */
export function mailsTo({ mailbox }: World, address: string): string[] {
  return mailbox
    .messages()
    .filter(({ envelope }) => envelope.to.includes(address))
    .map(({ subject }) => subject);
}

export function invitationsTo(world: World, address: string): number {
  return mailsTo(world, address).filter((subject) => subject.startsWith("Choose a time")).length;
}

/** Everything that people see in Lever of one candidate, without ids and moments of making. */
export function standingOf(world: World, candidate: string) {
  const acme = world.emulator.account("acme");
  const opportunity = acme.opportunity(candidate);
  const { id } = opportunity;
  return {
    candidate,
    archived: opportunity.archived !== null,
    tags: acme.tagsOf(id),
    notes: acme
      .notesOf(id)
      .map(({ comments, secret }) => ({ secret, texts: comments.map(({ value }) => withoutIds(value)) })),
    panels: acme.panelsOf(id).map((panel) => ({
      cancelled: panel.canceledAt !== null,
      timezone: panel.timezone,
      note: withoutIds(panel.note ?? ""),
      url: withoutIds(panel.externalUrl ?? ""),
    })),
    interviews: acme.interviewsOf(id).map((interview) => ({
      cancelled: interview.canceledAt !== null,
      date: new Date(interview.date).toISOString(),
      minutes: interview.durationMinutes,
      subject: withoutIds(interview.subject ?? ""),
      note: withoutIds(interview.note ?? ""),
      reminder: interview.feedbackReminder,
    })),
    feedback: acme
      .feedbackOf(id)
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ text, completedAt, fields }) => ({
        text,
        completed: completedAt !== null,
        fields: fields.map((field) => `${field.text}: ${withoutIds(JSON.stringify(field.value))}`),
      })),
    files: acme.filesOf(id).map(({ name }) => withoutIds(name)),
    mails: mailsTo(world, acme.contactOf(id).emails[0] ?? ""),
  };
}

const experts = /\b(Esra|Ken|Priya|Liam)\b/g;

/** Ids, the tokens of links and who of the experts it was: chance differs in these between two worlds, and in nothing else. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/localhost:\d+/g, "localhost")
    .replaceAll(/\/(i|retrigger)\/[A-Za-z0-9_-]+/g, "/$1/TOKEN")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replaceAll(experts, "EXPERT")
    .replaceAll(/meet\.example\/\w+/g, "meet.example/EXPERT");
}
