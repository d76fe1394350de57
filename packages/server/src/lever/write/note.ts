/** Notes in Lever's story of the opportunity. Each is a thread of its own, found again by the marker link in its text. */
import { recommendationWords, type Note } from "@interviewvector/domain";
import { LeverError, type Note as LeverNote, type NoteRef } from "@interviewvector/lever";
import type { Handler, SweepResult } from "../../effects/effect.ts";
import { noteFor, type NoteContext } from "../../note/index.ts";
import { atDesk, byAge, collect, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";
import { readReport } from "./report.ts";

export function noteHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.note",
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        if (effect.externalId !== null) return { result: "skipped", words: "written already" };
        const value = noteFor(effect.payload as unknown as Note, await contextOf(deps, desk));
        const { id } = await writeNote(desk, value);
        return { result: "done", words: "written", externalId: id, save: saving(deps, effect, firstNote(desk, id)) };
      }),
    async find(effect, attempt) {
      const desk = await openDesk(deps, effect, attempt);
      const [first] = await marked(desk);
      if (!first) return { found: false };
      const save = saving(deps, effect, firstNote(desk, first.id));
      return { found: true, words: "found in Lever", externalId: first.id, save };
    },
    async sweep(effect, attempt): Promise<SweepResult> {
      const desk = await openDesk(deps, effect, attempt);
      const [, ...twins] = await marked(desk);
      let removed = 0;
      for (const twin of twins) {
        // People's replies must not go with it.
        if (twin.fields.length > 1) continue;
        await desk.lever.notes.delete(desk.opportunityId, twin.id);
        removed += 1;
      }
      return sweepWords(removed, twins.length - removed, "note");
    },
  };
}

/**
 * In the acting user's name. A user that Lever does not take any more must not silence us, since the note is where people
 * learn of it: then without a name.
 */
async function writeNote({ lever, opportunityId, connection }: Desk, value: string): Promise<NoteRef> {
  const user = connection.acting_user;
  if (user === null) return lever.notes.create(opportunityId, { value });
  try {
    return await lever.notes.create(opportunityId, { value }, { performAs: user.id });
  } catch (error) {
    const refused = error instanceof LeverError && (error.code === "forbidden" || error.code === "bad_request");
    if (!refused) throw error;
    return lever.notes.create(opportunityId, { value });
  }
}

function firstNote({ ids }: Desk, id: string): { noteId?: string } {
  return ids.noteId === undefined ? { noteId: id } : {};
}

async function marked(desk: Desk): Promise<LeverNote[]> {
  const notes = await collect(desk.lever.notes.list(desk.opportunityId));
  return byAge(
    notes.filter((note) => note.deletedAt === null && note.fields.some(({ value }) => value?.includes(desk.marker))),
  );
}

export function sweepWords(removed: number, left: number, what: string): SweepResult {
  const parts = [
    ...(removed > 0 ? [`${removed} twin ${removed === 1 ? what : `${what}s`} removed`] : []),
    ...(left > 0 ? [`${left} twin ${left === 1 ? what : `${what}s`} must be looked at in Lever`] : []),
  ];
  return { removed, left, words: parts.join(", ") || "no twin" };
}

async function contextOf(deps: WriteDeps, { facts, marker }: Desk): Promise<NoteContext> {
  const { row, company, candidate, position, round, links } = facts;
  const { publicUrl, supportEmail } = deps.config;
  return {
    owner: row.owner?.username ?? null,
    candidate: candidate.name,
    round: round.name,
    posting: position.title,
    detailsLink: marker,
    support: supportEmail,
    companyZone: company.zone,
    atsName: "Lever",
    candidateZone: candidate.zone,
    link: links.candidate,
    retriggerLink: links.retrigger,
    positionLink: `${publicUrl}/app/positions/${position.id}?company=${company.id}`,
    observeLink: links.company,
    reportLink: links.report,
    verdict: position.settings.verdictInNote ? await verdictOf(deps, row.id) : null,
    next: row.state === "cancelled" ? "over" : "rebook",
  };
}

async function verdictOf({ database }: WriteDeps, interviewId: string): Promise<string | null> {
  const released = await readReport(database, interviewId);
  return released === null ? null : recommendationWords[released.report.recommendation];
}
