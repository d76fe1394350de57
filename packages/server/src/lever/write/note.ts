/**
 * Notes in Lever's story of the opportunity, found again by the marker link in their text. Each is a thread of its own, or,
 * where the company wants it so, a reply under the interview's first note.
 */
import { recommendationWords, type Note } from "@interviewvector/domain";
import { LeverError, type Note as LeverNote, type NoteRef } from "@interviewvector/lever";
import type { Effect, Handler, SweepResult } from "../../effects/effect.ts";
import { readReleased } from "../../interview/report.ts";
import { noteFor, type NoteContext } from "../../note/index.ts";
import { ownTexts } from "../../text/store.ts";
import { atDesk, byAge, collect, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";

export function noteHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.note",
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        if (effect.externalId !== null) return { result: "skipped", words: "written already" };
        const { notes } = await ownTexts(deps.database.service, desk.connection.id);
        const value = noteFor(effect.payload as unknown as Note, await contextOf(deps, desk, effect), notes);
        const { id } = await writeNote(desk, value);
        return { result: "done", words: "written", externalId: id, save: saving(deps, effect, threadOf(desk, id)) };
      }),
    async find(effect, attempt) {
      const desk = await openDesk(deps, effect, attempt);
      const [first] = await marked(desk);
      if (!first) return { found: false };
      const save = saving(deps, effect, threadOf(desk, first.id));
      return { found: true, words: "found in Lever", externalId: first.id, save };
    },
    async sweep(effect, attempt): Promise<SweepResult> {
      const desk = await openDesk(deps, effect, attempt);
      const [first, ...twins] = await marked(desk);
      let removed = 0;
      for (const twin of twins) {
        // People's replies must not go with it, nor other notes of the thread.
        if (twin.fields.length > 1) continue;
        await desk.lever.notes.delete(desk.opportunityId, twin.id);
        removed += 1;
      }
      // Lever takes no single comment away: a reply that stands twice in one thread is for a person to see.
      const doubled = first === undefined ? 0 : Math.max(0, comments(first, desk.marker) - 1);
      return sweepWords(removed, twins.length - removed + doubled, "note");
    },
  };
}

/**
 * In the acting user's name. A user that Lever does not take any more must not silence us, since the note is where people
 * learn of it: then without a name.
 */
async function writeNote(desk: Desk, value: string): Promise<NoteRef> {
  const user = desk.connection.acting_user;
  if (user === null) return inThread(desk, value, {});
  try {
    return await inThread(desk, value, { performAs: user.id });
  } catch (error) {
    const refused = error instanceof LeverError && (error.code === "forbidden" || error.code === "bad_request");
    if (!refused) throw error;
    return inThread(desk, value, {});
  }
}

/** Somebody may have removed the thread: then a new one begins. */
async function inThread(desk: Desk, value: string, by: { performAs?: string }): Promise<NoteRef> {
  const { lever, opportunityId, connection, ids } = desk;
  if (!connection.note_thread || ids.noteId === undefined) return lever.notes.create(opportunityId, { value }, by);
  try {
    await lever.notes.reply(opportunityId, { value }, { ...by, noteId: ids.noteId });
    return { id: ids.noteId };
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "not_found")) throw error;
    return lever.notes.create(opportunityId, { value }, by);
  }
}

/** The thread that later notes join: the first note, or the one that took its place. */
function threadOf({ ids, connection }: Desk, id: string): { noteId?: string } {
  return ids.noteId === undefined || connection.note_thread ? { noteId: id } : {};
}

function comments(note: LeverNote, marker: string): number {
  return note.fields.filter(({ value }) => value?.includes(marker)).length;
}

async function marked(desk: Desk): Promise<LeverNote[]> {
  const notes = await collect(desk.lever.notes.list(desk.opportunityId));
  return byAge(notes.filter((note) => note.deletedAt === null && comments(note, desk.marker) > 0));
}

export function sweepWords(removed: number, left: number, what: string): SweepResult {
  const parts = [
    ...(removed > 0 ? [`${removed} twin ${removed === 1 ? what : `${what}s`} removed`] : []),
    ...(left > 0 ? [`${left} twin ${left === 1 ? what : `${what}s`} must be looked at in Lever`] : []),
  ];
  return { removed, left, words: parts.join(", ") || "no twin" };
}

async function contextOf(deps: WriteDeps, { facts, marker }: Desk, effect: Effect): Promise<NoteContext> {
  const { row, company, candidate, position, round, links } = facts;
  const { publicUrl, supportEmail } = deps.config;
  return {
    owner: facts.recruiter.username,
    candidate: candidate.name,
    round: round.name,
    posting: position.title,
    detailsLink: marker,
    support: supportEmail,
    companyZone: company.zone,
    atsName: "Lever",
    candidateZone: candidate.hasZone ? candidate.zone : null,
    link: links.candidate,
    retriggerLink: links.retrigger,
    positionLink: `${publicUrl}/app/positions/${position.id}?company=${company.id}`,
    observeLink: links.company,
    decideLink: links.decide,
    reportLink: links.report,
    verdict: position.settings.verdictInNote ? await verdictOf(deps, row.id) : null,
    hasAddress: candidate.hasAddress,
    feedbackRefused: await wasRefused(deps, effect),
    next: row.state === "cancelled" ? "over" : "rebook",
  };
}

/** What failed for good holds up nobody behind it, and so this note may come after feedback that never came to stand. */
async function wasRefused({ database }: WriteDeps, { interviewId, version }: Effect): Promise<boolean> {
  const failed = await database.service
    .selectFrom("effects")
    .select("id")
    .where("interview_id", "=", interviewId)
    .where("version", "=", version)
    .where("kind", "=", "ats.feedback")
    .where("state", "=", "dead")
    .executeTakeFirst();
  return failed !== undefined;
}

async function verdictOf({ database }: WriteDeps, interviewId: string): Promise<string | null> {
  const released = await readReleased(database.service, interviewId);
  const recommendation = released?.report.recommendation ?? null;
  return recommendation === null ? null : recommendationWords[recommendation];
}
