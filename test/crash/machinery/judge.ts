/**
 * The judge: what stands in Lever and in mailboxes, by the emulator's own state and journal and the mailbox's ledger. The
 * platform's tables are asked for one thing only, whether what they claim is true (I7). Every violation is one line.
 */
import { calendarsTo, type Invitation } from "../../support/calendar.ts";
import { experts } from "../../../dev/cast.ts";
import type { Lead, Plan } from "./lead.ts";
import type { Rig } from "./rig.ts";

type Outside = Pick<Rig, "emulator" | "mailbox">;
type Known = Pick<Lead, "name" | "email" | "opportunityId">;

const MARKER = /\/r\/([0-9a-f-]{36})/;

/** At the end of a drill, when everything is quiet. */
export async function judge(rig: Rig, leads: readonly Lead[]): Promise<string[]> {
  return [
    ...leads.flatMap((lead) => lost(rig, lead)),
    ...doubledInLever(rig, leads),
    ...doubledMails(rig, leads),
    ...overlapping(rig),
    ...leads.flatMap((lead) => calendarOf(rig, lead)),
    ...(await untold(rig)),
  ];
}

/** I1, I4: what the plan owes, no less and no more. */
function lost({ emulator, mailbox }: Outside, { name, email, opportunityId: id, plan }: Lead): string[] {
  const acme = emulator.account("acme");
  const wanted = standingOf[plan];
  const mails = new Set(
    mailbox.messages().flatMap(({ envelope, messageId }) => (envelope.to.includes(email) ? [messageId] : [])),
  );
  const there = {
    notes: acme.notesOf(id).length,
    panels: acme.panelsOf(id).filter(({ canceledAt }) => canceledAt === null).length,
    mails: mails.size,
  };
  return (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((what) =>
    there[what] === wanted[what]
      ? []
      : [
          `${there[what] < wanted[what] ? "I1" : "I2"} ${name} (${plan}): ${there[what]} ${what} instead of ${wanted[what]}`,
        ],
  );
}

const standingOf: Record<Plan, { notes: number; panels: number; mails: number }> = {
  invite: { notes: 1, panels: 0, mails: 1 },
  book: { notes: 2, panels: 1, mails: 2 },
  move: { notes: 3, panels: 1, mails: 3 },
  cancel: { notes: 3, panels: 0, mails: 3 },
};

/** I2 in Lever: at most one live object per marker. */
export function doubledInLever({ emulator }: Pick<Outside, "emulator">, leads: readonly Known[]): string[] {
  const acme = emulator.account("acme");
  return leads.flatMap(({ name, opportunityId: id }) => {
    const markers = [
      // People's own notes carry no marker.
      ...acme.notesOf(id).flatMap(({ comments }) => {
        const [, marker] = MARKER.exec(comments[0]?.value ?? "") ?? [];
        return marker === undefined ? [] : [`note ${marker}`];
      }),
      ...acme
        .panelsOf(id)
        .filter(({ canceledAt }) => canceledAt === null)
        .map(({ externalUrl }) => `panel ${MARKER.exec(externalUrl ?? "")?.[1]}`),
      ...acme
        .feedbackOf(id)
        .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null)
        .map(({ interview }) => `feedback on ${interview}`),
    ];
    return [...counted(markers)]
      .filter(([, count]) => count > 1)
      .map(([what, count]) => `I2 ${name}: ${count} × ${what}`);
  });
}

/** I2 in mailboxes: one mail per recipient, subject and sequence; a repeat is the very same bytes, and there is one at most. */
export function doubledMails(
  { mailbox }: Pick<Outside, "mailbox">,
  leads: readonly Pick<Known, "email">[],
  most = 2,
): string[] {
  const ours = new Set(leads.map(({ email }) => email));
  const violations: string[] = [];
  for (const [messageId, sent] of Map.groupBy(mailbox.ledger(), (entry) => entry.messageId)) {
    const to = sent[0]?.envelope.to[0] ?? "";
    if (!ours.has(to)) continue;
    if (new Set(sent.map(({ sha256 }) => sha256)).size > 1) violations.push(`I2 ${to}: ${messageId} with other bytes`);
    if (sent.length > most) violations.push(`I2 ${to}: ${messageId} sent ${sent.length} times`);
  }
  const about = mailbox.messages().flatMap(({ envelope, subject, calendars, messageId }) => {
    const [to = ""] = envelope.to;
    const sequence = /SEQUENCE:(\d+)/.exec(calendars[0]?.content ?? "")?.[1] ?? "";
    return ours.has(to) ? [{ messageId, about: `${to} "${subject}" ${sequence}` }] : [];
  });
  for (const [what, mails] of Map.groupBy(about, (mail) => mail.about)) {
    const different = new Set(mails.map(({ messageId }) => messageId)).size;
    if (different > 1) violations.push(`I2 ${what}: ${different} different mails`);
  }
  return violations;
}

export function repeatedMails({ mailbox }: Pick<Outside, "mailbox">): number {
  const counts = counted(mailbox.ledger().map(({ messageId }) => messageId ?? ""));
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** I3: nobody is asked to be in two interviews at once, by the calendars that experts were sent. */
function overlapping(rig: Outside): string[] {
  const addresses = new Set([
    ...experts.map(({ email }) => email),
    ...rig.mailbox
      .messages()
      .flatMap(({ envelope }) => envelope.to)
      .filter((address) => address.endsWith("@experts.example")),
  ]);
  return [...addresses].flatMap((address) => {
    const live = lastOf(calendarsTo(rig, address))
      .filter(({ method }) => method !== "CANCEL")
      .toSorted((left, right) => left.startAt - right.startAt);
    return live.flatMap((event, place) => {
      const next = live[place + 1];
      return next && next.startAt < event.endAt
        ? [`I3 ${address} has two interviews at ${new Date(next.startAt).toISOString()}`]
        : [];
    });
  });
}

/** I6: sequences never fall; what the candidate's calendar shows at the end is what stands in Lever. */
function calendarOf(rig: Outside, { name, email, opportunityId, plan }: Lead): string[] {
  const events = calendarsTo(rig, email);
  const violations: string[] = [];
  for (const [uid, of] of Map.groupBy(events, (event) => event.uid)) {
    const fell = of.some(({ sequence }, place) => place > 0 && sequence < (of[place - 1]?.sequence ?? 0));
    if (fell) violations.push(`I6 ${name}: sequence of ${uid} fell: ${of.map(({ sequence }) => sequence).join(", ")}`);
  }
  const live = lastOf(events).filter(({ method }) => method !== "CANCEL");
  const booked = plan === "book" || plan === "move";
  if (live.length !== (booked ? 1 : 0)) violations.push(`I6 ${name} (${plan}): ${live.length} live calendar entries`);
  const [entry] = live;
  const inLever = rig.emulator
    .account("acme")
    .interviewsOf(opportunityId)
    .filter(({ canceledAt }) => canceledAt === null);
  if (entry && inLever.length === 1 && inLever[0]?.date !== entry.startAt)
    violations.push(
      `I6 ${name}: ${new Date(entry.startAt).toISOString()} in the calendar, ${new Date(inLever[0]?.date ?? 0).toISOString()} in Lever`,
    );
  return violations;
}

function lastOf(events: readonly Invitation[]): Invitation[] {
  return [...Map.groupBy(events, ({ uid }) => uid).values()].map((of) =>
    of.reduce((last, event) => (event.sequence >= last.sequence ? event : last)),
  );
}

/** I7: what the timeline calls written or sent is there; nothing ended where nobody looks. */
async function untold(rig: Rig): Promise<string[]> {
  const told = await rig.query<{ kind: string; external_id: string; id: string }>(
    "select id, kind, external_id from effects where state = 'done' and external_id is not null and (kind = 'ats.note' or kind like 'mail.%')",
  );
  const notes = new Set(
    rig.emulator.journal
      .flatMap(({ effects }) => effects)
      .flatMap(({ type, id }) => (type === "note.created" ? [id] : [])),
  );
  const sent = new Set(rig.mailbox.ledger().map(({ messageId }) => (messageId ?? "").replaceAll(/[<>]/g, "")));
  return told
    .filter(({ kind, external_id }) => (kind === "ats.note" ? !notes.has(external_id) : !sent.has(external_id)))
    .map(({ kind, id }) => `I7 ${kind} ${id} is told as done and is not there`);
}

/** Effects that ended with a person, mails apart that were in doubt twice and say so: nobody may repeat those blindly. */
export async function deadLetters(rig: Rig): Promise<string[]> {
  const dead = await rig.query<{ kind: string; outcome: string | null; id: string }>(
    "select id, kind, outcome from effects where state = 'dead' and last_error ->> 'code' is distinct from 'doubt'",
  );
  return dead.map(({ kind, outcome, id }) => `dead letter: ${kind} ${id}: ${outcome ?? ""}`);
}

function counted(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
