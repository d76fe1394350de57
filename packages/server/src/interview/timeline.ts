/** Everything that happened to one interview, and under each event what it owed to the outside with its outcome. Reads only. */
import type { interviewApi, AnswerOf } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { readAhead } from "../effects/ahead.ts";
import type { AtsFace, OpportunityRef } from "./deps.ts";
import { effectTitle, effectWords, nextTryAt } from "./effect-words.ts";
import { firstNameOf } from "./first-name.ts";

type Entry = AnswerOf<typeof interviewApi.getInterview>["timeline"][number];

/** Timers say when something may happen, sweeps look twice, and mails to single operators are theirs: none of them is news here. */
const hiddenKinds = ["interview.timer", "interview.handover", "interview.match", "effect.sweep", "mail.person"];

export async function readTimeline(
  tx: Tx,
  interviewId: string,
  { ats, about, now }: { ats: AtsFace; about: OpportunityRef; now: number },
): Promise<Entry[]> {
  const events = await tx
    .selectFrom("history")
    .selectAll()
    .where("interview_id", "=", interviewId)
    .orderBy("id")
    .execute();
  const effects = await tx
    .selectFrom("effects as e")
    .leftJoin("connections as c", "c.id", "e.connection_id")
    .select(["e.id", "e.kind", "e.payload", "e.version", "e.state", "e.failures", "e.outcome", "e.last_error"])
    .select(["e.external_id", "e.run_after", "e.not_before", "e.ended_at", "c.state as connection_state"])
    .where("e.interview_id", "=", interviewId)
    .where("e.kind", "not in", hiddenKinds)
    // Most experts keep no calendar with us: that nothing was written there is no news.
    .where((is) => is.or([is("e.kind", "<>", "calendar.write"), is("e.state", "<>", "skipped")]))
    .orderBy("e.seq")
    .execute();
  const aheadMs = await readAhead(tx, now);
  const claimed = new Set(events.flatMap((event) => effectOf(event.details) ?? []));
  const named = new Set<number>();
  return events.map((event) => {
    const own = effectOf(event.details);
    // A version names the effects of the event that made it; what was asked for without an event names its effect itself.
    const byVersion = own === null && !named.has(event.version);
    if (byVersion) named.add(event.version);
    return {
      id: event.id,
      at: event.at.toISOString(),
      event: event.event,
      words: shownWords(event.words, event.actor),
      actor: shownActor(event.actor),
      startAt: startOf(event.details),
      effects: effects
        .filter((effect) =>
          own === null ? byVersion && effect.version === event.version && !claimed.has(effect.id) : effect.id === own,
        )
        .map((effect) => ({
          id: effect.id,
          title: effectTitle(effect, ats.effectTitle),
          state: effect.state,
          words: effect.kind === "mail.expert" && effect.state === "done" ? "sent" : effectWords(effect, now),
          at: effect.ended_at?.toISOString() ?? null,
          nextTryAt: nextTryAt(effect, aheadMs),
          url:
            effect.kind.startsWith("ats.") && effect.state === "done"
              ? ats.effectUrl({ kind: effect.kind, externalId: effect.external_id }, about)
              : null,
          mayRetry: effect.state === "dead",
        })),
    };
  });
}

/** The time that an event booked. */
function startOf(details: Record<string, unknown>): string | null {
  const booking = details["booking"];
  if (typeof booking !== "object" || booking === null || !("startAt" in booking)) return null;
  return typeof booking.startAt === "number" ? new Date(booking.startAt).toISOString() : null;
}

/** Set on events that are not the domain's: "Invitation sent again" owes this one effect. */
function effectOf(details: Record<string, unknown>): string | null {
  return typeof details["effectId"] === "string" ? details["effectId"] : null;
}

function shownWords(words: string, { kind, name }: { kind: string; name?: string }): string {
  return kind === "expert" && name ? words.replaceAll(name, firstNameOf(name)) : words;
}

/** Companies know experts by their first name only; an address would tell the employer too. */
function shownActor({ kind, name }: { kind: string; name?: string }): Entry["actor"] {
  if (name === undefined) return { kind };
  return { kind, name: kind === "expert" ? firstNameOf(name) : name };
}
