/**
 * The inbox: what came in is read afresh in Lever and acted upon. Deliveries of one opportunity that wait together share one
 * read. The effect that reads is repeatable; it is the transaction at its end that marks its deliveries, once.
 */
import { isRefusal, leavableStates, minutes, type Actor } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Handler } from "../effects/effect.ts";
import type { Door } from "../interview/act.ts";
import { applySteps, type Happening } from "./apply.ts";
import { againDelivery, ats, insertDeliveries, type DeliveryData, type NewDelivery } from "./delivery.ts";
import { failHidden, hiddenWords, isHidden } from "./hidden.ts";
import { interpret, type Interpretation } from "./interpret.ts";
import { concernedBy, type Look, type View } from "./look.ts";
import { missingOf } from "./missing.ts";
import { lookForMissing } from "./not-found.ts";
import type { Move } from "./not-shown.ts";
import { because } from "./reason.ts";
import { outcomeOf } from "./write/outcome.ts";
import type { Use } from "./connection/open.ts";

export interface InboxDeps {
  door: Door;
  look: Look;
}

export interface Concern {
  connectionId: string;
  opportunityId: string;
  use?: Use;
}

export interface ReadResult {
  /** Deliveries that were waiting and are not any more. */
  deliveries: number;
  words: string;
}

interface Told {
  id: string;
  company_id: string;
  source: string;
  event: string;
  triggered_at: Date;
  data: DeliveryData;
}

/** So long an answer without a move that an earlier one had is known for an old one. */
const REMEMBERED_MS = minutes(10);
const LOOK_AGAIN_MS = [5_000, 30_000];

export function readHandler(deps: InboxDeps): Handler {
  return {
    kind: "lever.read",
    repeatable: true,
    async run(effect, attempt) {
      const { connectionId } = effect;
      const { opportunityId, contactId } = effect.payload;
      if (connectionId === null) return { result: "skipped", words: "no connection" };
      try {
        if (typeof opportunityId !== "string")
          return await spreadToOpportunities(deps, connectionId, String(contactId));
        const read = await readWaiting(deps, { connectionId, opportunityId, use: { attempt } });
        return read.deliveries === 0
          ? { result: "skipped", words: "read together with another" }
          : { result: "done", words: read.words };
      } catch (error) {
        if (!isHidden(error) || typeof opportunityId !== "string") return outcomeOf(error);
        // Said where people look, and over: asking again changes nothing until somebody changes it in Lever.
        await failHidden(deps.door, { connectionId, opportunityId, error });
        return { result: "skipped", words: hiddenWords(error) };
      }
    },
  };
}

/** Handles what is waiting for this opportunity, if anything is. */
export async function readWaiting(deps: InboxDeps, { connectionId, opportunityId, use }: Concern): Promise<ReadResult> {
  const before = await deps.door.database.service
    .selectFrom("deliveries")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .where("state", "=", "waiting")
    // Only what is to be looked at again has a time; the clock of the process that received the others may be ahead of ours.
    .where((row) => row.or([row("source", "<>", "again"), row("received_at", "<=", new Date(deps.door.clock.now()))]))
    .execute();
  if (before.length === 0) return { deliveries: 0, words: "nothing was waiting" };
  const ids = new Set(before.map(({ id }) => id));
  return deps.look({ connectionId, opportunityId, ...(use ? { use } : {}) }, async (tx, view) => {
    const about = tx
      .selectFrom("deliveries")
      .select(["id", "company_id", "source", "event", "triggered_at", "data"])
      .where("connection_id", "=", connectionId)
      .where("opportunity_id", "=", opportunityId);
    const all = await about.where("state", "=", "waiting").orderBy("triggered_at").forUpdate().execute();
    // What came while Lever was being asked has a read of its own: its news may be newer than this answer.
    const waiting = all.filter(({ id }) => ids.has(id));
    const later = all.filter(({ id }) => !ids.has(id));
    if (waiting.length === 0) return { deliveries: 0, words: "nothing was waiting" };
    const since = new Date(deps.door.clock.now() - REMEMBERED_MS);
    const handled = await about.where("state", "<>", "waiting").where("handled_at", ">", since).execute();
    return handle(deps, tx, view, { waiting, later, handled });
  });
}

interface Batch {
  waiting: Told[];
  /** To be read after this. */
  later: Told[];
  /** Read not long ago. */
  handled: Told[];
}

async function handle(deps: InboxDeps, tx: Tx, view: View, { waiting, later, handled }: Batch): Promise<ReadResult> {
  const { door } = deps;
  const hint = {
    moves: movesOf(waiting),
    laterMoves: movesOf(later),
    handledMoves: movesOf(handled),
    byPerson: waiting.some(({ source }) => source === "person"),
    missing: missingOf(waiting),
  };
  const interpretation = interpret({ ...view.known, seen: view.seen, hint });
  const wish = waiting.findLast(({ source }) => source === "person");
  const actor = (wish?.data.actor as Actor | undefined) ?? ats;
  const happenings = await applySteps(door, tx, view, { steps: interpretation.steps, actor });
  await lookAgain(deps, tx, view, { moves: interpretation.lookAgain, told: [...waiting, ...handled] });
  if (interpretation.lookForMissing === true) await lookForMissing(door, tx, concernedBy(view), hint.missing);
  if (interpretation.lookLater === true) await lookLater(deps, tx, view, waiting);
  const { state, reason, code, interviewId } = verdictOf(interpretation, happenings, view);
  await tx
    .updateTable("deliveries")
    .set({ state, reason, reason_code: code, interview_id: interviewId, handled_at: new Date(door.clock.now()) })
    .where(
      "id",
      "in",
      waiting.map(({ id }) => id),
    )
    .execute();
  return { deliveries: waiting.length, words: reason };
}

function movesOf(deliveries: Told[]): Move[] {
  return deliveries.flatMap(({ id, triggered_at, data }) =>
    data.toStageId === undefined
      ? []
      : [{ deliveryId: id, toStageId: data.toStageId, at: triggered_at.getTime(), looks: data.looks ?? 0 }],
  );
}

function verdictOf(interpretation: Interpretation, happenings: Happening[], { known }: View) {
  const happened = happenings.filter(({ result }) => !isRefusal(result));
  const told = happened.length > 0 ? happened : happenings;
  const words = told.map(({ result }) => result.words).join("; ");
  const refused = words === "" ? null : because("refused", words);
  const reason = refused ?? interpretation.reason ?? because("nothing");
  return {
    state: happened.length > 0 ? ("handled" as const) : ("ignored" as const),
    reason: reason.words,
    code: happened.length > 0 ? null : reason.name,
    interviewId: told.at(-1)?.interviewId ?? known.interviews.at(-1)?.id ?? null,
  };
}

/** Lever's API lags behind its own webhook now and then: a second and a third look, then the webhook is believed no more. */
async function lookAgain(
  { door }: InboxDeps,
  tx: Tx,
  view: View,
  { moves, told }: { moves: Move[]; told: Told[] },
): Promise<void> {
  const again = moves.flatMap(({ deliveryId, looks, at }): NewDelivery[] => {
    const delivery = told.find(({ id }) => id === deliveryId);
    const waitMs = LOOK_AGAIN_MS[looks];
    if (!delivery || waitMs === undefined) return [];
    return [
      againDelivery(door, {
        ...concernedBy(view),
        event: "candidateStageChange",
        token: `again:${delivery.id}:${looks + 1}`,
        triggeredAt: at,
        data: { ...delivery.data, looks: looks + 1 },
        inMs: waitMs,
      }),
    ];
  });
  await insertDeliveries(tx, again);
}

const LOOK_LATER_MS = 30_000;

/** Held because many others wait to be read: by then they were, and this one goes on or is one of too many. */
async function lookLater({ door }: InboxDeps, tx: Tx, view: View, waiting: Told[]): Promise<void> {
  const [first] = waiting;
  if (!first) return;
  const token = `again:${first.id}:crowd`;
  await insertDeliveries(tx, [
    againDelivery(door, { ...concernedBy(view), event: "manyMoves", token, inMs: LOOK_LATER_MS }),
  ]);
}

/** News of a person: each of their opportunities that an interview is open for is read. */
async function spreadToOpportunities({ door }: InboxDeps, connectionId: string, contactId: string) {
  return door.database.service.transaction().execute(async (tx) => {
    const waiting = await tx
      .selectFrom("deliveries")
      .select(["id", "company_id", "event", "triggered_at"])
      .where("connection_id", "=", connectionId)
      .where("opportunity_id", "is", null)
      .where("state", "=", "waiting")
      .where((row) => row(row.ref("data", "->>").key("contactId"), "=", contactId))
      .forUpdate()
      .execute();
    const last = waiting.at(-1);
    if (!last) return { result: "skipped" as const, words: "read together with another" };
    const concerned = await tx
      .selectFrom("interviews as i")
      .innerJoin("candidates as c", "c.id", "i.candidate_id")
      .select("i.opportunity_id")
      .distinct()
      .where("c.connection_id", "=", connectionId)
      .where("c.contact_id", "=", contactId)
      .where("i.state", "in", leavableStates)
      .execute();
    const now = door.clock.now();
    await insertDeliveries(
      tx,
      concerned.map(({ opportunity_id: opportunityId }) =>
        againDelivery(door, {
          companyId: last.company_id,
          connectionId,
          opportunityId,
          event: last.event,
          token: `again:${last.id}:${opportunityId}`,
          triggeredAt: last.triggered_at.getTime(),
        }),
      ),
    );
    const found = concerned.length;
    const words =
      found === 0
        ? because("noOpenInterview").words
        : `Read again for ${found} open ${found === 1 ? "interview" : "interviews"}.`;
    await tx
      .updateTable("deliveries")
      .set({
        state: found === 0 ? "ignored" : "handled",
        reason: words,
        reason_code: found === 0 ? because("noOpenInterview").name : null,
        handled_at: new Date(now),
      })
      .where(
        "id",
        "in",
        waiting.map(({ id }) => id),
      )
      .execute();
    return { result: "done" as const, words };
  });
}
