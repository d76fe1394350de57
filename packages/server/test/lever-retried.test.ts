/** What failed for good and is retried by a person long after: it must not undo what happened since. The judge is Lever's own state. */
import { integrationApi } from "@interviewvector/domain";
import { afterEach, expect, test } from "vitest";
import type { Handler } from "../src/effects/effect.ts";
import { retryEffect } from "../src/effects/ledger.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

let world: LeverWorld;
afterEach(() => world?.stop());

/** The next attempt at an effect of this kind is refused for good. */
let refused = "";

function refusing(handlers: Handler[]): Handler[] {
  return handlers.map((handler) => ({
    ...handler,
    async run(effect, attempt) {
      if (handler.kind !== refused) return handler.run(effect, attempt);
      refused = "";
      return { result: "not_applied", retry: "never", words: "Lever answers 403" };
    },
  }));
}

/** An opportunity with an interview that is invited. */
async function invited(): Promise<{ id: string; interviewId: string }> {
  world = await startLeverWorld({ wrap: refusing });
  await world.connect();
  await world.activate();
  const { id } = world.acme.opportunity("Maya Fernandez");
  world.acme.moveToStage(id, "InterviewVector");
  await world.settle();
  const [interview] = await world.interviews();
  return { id, interviewId: interview!.id };
}

const livePanels = (id: string) => world.acme.panelsOf(id).filter((panel) => panel.canceledAt === null);

function effectOf(kind: string) {
  return world.database.service
    .selectFrom("effects")
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("seq")
    .executeTakeFirstOrThrow();
}

async function retryLater(kind: string): Promise<string> {
  const effect = await effectOf(kind);
  expect(effect.state).toBe("dead");
  await retryEffect(world.database.service, effect.id);
  await world.settle();
  return (await effectOf(kind)).outcome ?? "";
}

test("a panel that failed is not made after the interview was cancelled", async () => {
  const { id, interviewId } = await invited();
  refused = "ats.schedule";
  await world.book(interviewId, 30);
  await world.settle();
  await world.happen(interviewId, { type: "cancelled", reason: "position filled" });
  await world.settle();
  expect(await retryLater("ats.schedule")).toBe("cancelled meanwhile");
  expect(livePanels(id)).toEqual([]);
});

test("a panel that failed is not made beside the one of a later time", async () => {
  const { id, interviewId } = await invited();
  refused = "ats.schedule";
  await world.book(interviewId, 30);
  await world.settle();
  await world.book(interviewId, 50);
  await world.settle();
  expect(livePanels(id)).toHaveLength(1);
  expect(await retryLater("ats.schedule")).toBe("another time stands in Lever");
  expect(livePanels(id)).toHaveLength(1);
});

async function handFound(interviewId: string) {
  world.advance(60);
  const { id } = await world.database.service.selectFrom("connections").select("id").executeTakeFirstOrThrow();
  await world.call(integrationApi.pollNow, { params: { connectionId: id } });
  await world.settle();
  const row = await world.database.service
    .selectFrom("interviews")
    .select("ats_question")
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  return row.ats_question?.what ?? null;
}

test("a panel that failed for good does not end the look for what is changed by hand in a later one", async () => {
  const { id, interviewId } = await invited();
  refused = "ats.schedule";
  await world.book(interviewId, 30);
  await world.settle();
  await world.book(interviewId, 50);
  await world.settle();
  expect((await effectOf("ats.schedule")).state).toBe("dead");
  world.acme.addNote(id, "Looking forward to it");
  expect(await handFound(interviewId)).toBeNull();
  const [there] = world.acme.interviewsOf(id);
  world.acme.moveInterview(there!.id, there!.date + 3_600_000, { by: "ravi" });
  expect(await handFound(interviewId)).toBe("changed");
});

test("a move that failed for good is not taken for somebody's hand; what is then taken away by hand is asked about", async () => {
  const { id, interviewId } = await invited();
  await world.book(interviewId, 30);
  await world.settle();
  refused = "ats.reschedule";
  await world.book(interviewId, 50);
  await world.settle();
  expect((await effectOf("ats.reschedule")).state).toBe("dead");
  world.acme.addNote(id, "Looking forward to it");
  expect(await handFound(interviewId)).toBeNull();
  world.acme.cancelInterview(world.acme.interviewsOf(id)[0]!.id, { by: "ravi" });
  expect(await handFound(interviewId)).toBe("removed");
});

test("a move that failed does not take back a later one", async () => {
  const { id, interviewId } = await invited();
  await world.book(interviewId, 30);
  await world.settle();
  refused = "ats.reschedule";
  await world.book(interviewId, 50);
  await world.settle();
  await world.book(interviewId, 70);
  await world.settle();
  const [before] = world.acme.interviewsOf(id);
  expect(await retryLater("ats.reschedule")).toBe("another time stands in Lever");
  const [after] = world.acme.interviewsOf(id);
  expect(after!.date).toBe(before!.date);
});
