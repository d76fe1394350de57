/** The judge of the demo looks from outside: at the emulator's state and journal, and at the mailbox. */
import type { DemoContext } from "./demo-steps.ts";
import type { World } from "./system.ts";

export interface Judgement {
  lever: {
    notes: string[];
    panels: { id: string; canceledAt: number | null; externalUrl: string | null }[];
    interviews: { id: string; date: number; duration: number; canceledAt: number | null }[];
    feedback: { template: string; fields: { text: string; value: string }[] }[];
    files: { name: string; size: number }[];
    tags: string[];
  };
  mails: { to: string; subject: string }[];
  leverCalls: number;
  problems: string[];
}

/** Calls that this candidate's life cost: not the polls, which read lists, and not the reads that our own writes cause. */
export function callsOf(world: World, opportunityId: string, since: number): string[] {
  return world.emulator.journal
    .filter(({ seq, path }) => seq > since && path.includes(opportunityId))
    .map(({ method, path, query }) => `${method} ${path.replace(opportunityId, ":id")}${query}`);
}

export function judge(
  world: World,
  opportunityId: string,
  { since, movedTo }: Pick<DemoContext, "since" | "movedTo">,
): Judgement {
  const acme = world.emulator.account("acme");
  const feedback = acme
    .feedbackOf(opportunityId)
    .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null);
  const lever: Judgement["lever"] = {
    notes: acme.notesOf(opportunityId).flatMap(({ comments }) => comments.map(({ value }) => value)),
    panels: acme.panelsOf(opportunityId).map(({ id, canceledAt, externalUrl }) => ({ id, canceledAt, externalUrl })),
    interviews: acme
      .interviewsOf(opportunityId)
      .map(({ id, date, durationMinutes, canceledAt }) => ({ id, date, duration: durationMinutes, canceledAt })),
    feedback: feedback.map(({ text, fields }) => ({
      template: text,
      fields: fields.map((field) => ({ text: field.text, value: valueText(field.value) })),
    })),
    files: acme.filesOf(opportunityId).map(({ name, size }) => ({ name, size })),
    tags: acme.tagsOf(opportunityId),
  };
  const mails = world.mailbox.messages().map(({ envelope, subject }) => ({ to: envelope.to.join(", "), subject }));
  const leverCalls = callsOf(world, opportunityId, since).length;
  const problems = [...problemsOf(lever, { movedTo, leverCalls }), ...journalProblems(world, opportunityId, since)];
  return { lever, mails, leverCalls, problems };
}

/** The journal also remembers what was made and removed again: each thing was made once, and nothing was taken back. */
function journalProblems(world: World, opportunityId: string, since: number): string[] {
  const made = new Map<string, number>();
  for (const { seq, effects } of world.emulator.journal) {
    if (seq <= since) continue;
    for (const effect of effects) {
      if (effect.opportunityId === opportunityId) made.set(effect.type, (made.get(effect.type) ?? 0) + 1);
    }
  }
  const wanted: Record<string, number> = {
    "note.created": 4,
    "panel.created": 1,
    "interview.created": 1,
    "interview.updated": 1,
    "file.created": 1,
  };
  return [
    ...Object.entries(wanted).flatMap(([type, count]) =>
      made.get(type) === count ? [] : [`the journal shows ${made.get(type) ?? 0} × ${type}, not ${count}`],
    ),
    ...[...made].flatMap(([type, count]) =>
      type.endsWith(".deleted") ? [`the journal shows ${count} × ${type}`] : [],
    ),
  ];
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
}

function problemsOf(
  lever: Judgement["lever"],
  { movedTo, leverCalls }: { movedTo: number | undefined; leverCalls: number },
): string[] {
  const problems: string[] = [];
  const exactly = (count: number, wanted: number, what: string): void => {
    if (count !== wanted) problems.push(`${count} ${what}, not ${wanted}`);
  };
  const notes = (pattern: RegExp): number => lever.notes.filter((note) => pattern.test(note)).length;
  exactly(notes(/was invited to/), 1, "invitation notes");
  exactly(notes(/is booked/), 1, "booking notes");
  exactly(notes(/was moved by/), 1, "reschedule notes");
  exactly(notes(/is uploaded/), 1, "notes that feedback is uploaded");
  exactly(lever.notes.length, 4, "notes in all");
  exactly(lever.panels.length, 1, "panels");
  const live = lever.interviews.filter(({ canceledAt }) => canceledAt === null);
  exactly(live.length, 1, "live interviews");
  if (live[0] && live[0].date !== movedTo) problems.push("the interview in Lever is not at the rescheduled time");
  exactly(lever.feedback.length, 1, "feedback forms");
  for (const field of lever.feedback[0]?.fields ?? [])
    if (field.value === "") problems.push(`feedback field “${field.text}” is empty`);
  exactly(lever.files.filter(({ name }) => name.endsWith(".pdf")).length, 1, "PDF files");
  if (leverCalls > 16) problems.push(`${leverCalls} Lever calls, more than 16`);
  return problems;
}
