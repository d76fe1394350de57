/** Writes whose answer never came: nothing is doubled, nothing is lost, and being slow is no failure. The judge is Lever's own state. */
import { afterEach, describe, expect, test } from "vitest";
import type { FaultRule } from "@interviewvector/lever-emulator";
import { integrationApi } from "@interviewvector/domain";
import { retryEffect } from "../src/effects/ledger.ts";
import { startLeverWorld, type LeverWorld, type LeverWorldOptions } from "./lever-world.ts";

let world: LeverWorld;
afterEach(() => world?.stop());

async function ready(options: LeverWorldOptions = {}): Promise<string> {
  world = await startLeverWorld(options);
  await world.connect();
  await world.activate();
  return world.acme.opportunity("Maya Fernandez").id;
}

async function invited(id: string): Promise<string> {
  world.acme.moveToStage(id, "InterviewVector");
  await world.settle();
  const [interview] = await world.interviews();
  return interview!.id;
}

const notes = (id: string) => world.acme.notesOf(id);
const forms = (id: string) =>
  world.acme.feedbackOf(id).filter((form) => form.completedAt !== null && form.deletedAt === null);
const livePanels = (id: string) => world.acme.panelsOf(id).filter((panel) => panel.canceledAt === null);

async function effectOf(kind: string) {
  return world.database.service.selectFrom("effects").selectAll().where("kind", "=", kind).orderBy("seq").execute();
}

describe("after doubt Lever is looked at, never asked blindly", () => {
  const doubts: FaultRule["fault"][] = ["resetAfter", "error5xxAfter", "cutJson"];
  test.each(doubts)("a note that was made before the answer broke (%s) is found", async (fault) => {
    const id = await ready();
    world.emulator.setFaults([{ fault, times: 1, match: { method: "POST", path: "/notes" } }]);
    await invited(id);
    expect(notes(id)).toHaveLength(1);
    const [effect] = await effectOf("ats.note");
    expect(effect).toMatchObject({ state: "done", was_unsure: true, external_id: notes(id)[0]!.id });
    const sweeps = await effectOf("effect.sweep");
    expect(sweeps).toHaveLength(3);
  });

  test.each<FaultRule["fault"]>(["resetBefore", "error5xxBefore", "htmlError"])(
    "a note that was not made (%s) is made",
    async (fault) => {
      const id = await ready();
      world.emulator.setFaults([{ fault, times: 2, match: { method: "POST", path: "/notes" } }]);
      await invited(id);
      expect(notes(id)).toHaveLength(1);
    },
  );

  test("panels, moves, cancellations, feedback and files are not doubled either", async () => {
    const id = await ready();
    const interviewId = await invited(id);
    const once = (method: string, path: string): FaultRule => ({
      fault: "resetAfter",
      times: 1,
      match: { method, path },
    });
    world.emulator.setFaults([
      once("POST", "/panels"),
      once("PUT", "/interviews/"),
      once("PUT", "/feedback/"),
      once("POST", "/files"),
    ]);
    await world.book(interviewId, 30);
    await world.settle();
    await world.book(interviewId, 50);
    await world.settle();
    expect(livePanels(id)).toHaveLength(1);
    expect(world.acme.interviewsOf(id)).toHaveLength(1);
    world.advance(52 * 3600);
    await world.settle();
    await world.report(interviewId);
    await world.settle();
    expect(forms(id)).toHaveLength(1);
    expect(world.acme.filesOf(id)).toHaveLength(1);
    const open = await world.database.service
      .selectFrom("effects")
      .select("kind")
      .where("state", "in", ["dead", "unsure"])
      // Experts' calendars have no handler in this world.
      .where("kind", "<>", "calendar.write")
      .execute();
    expect(open).toEqual([]);
  });

  test("a cancellation whose answer broke is found", async () => {
    const id = await ready();
    const interviewId = await invited(id);
    await world.book(interviewId, 30);
    await world.settle();
    world.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "DELETE", path: "/interviews/" } }]);
    await world.happen(interviewId, { type: "cancelled", reason: "position filled" });
    await world.settle();
    expect(livePanels(id)).toEqual([]);
    expect(await effectOf("ats.cancel")).toMatchObject([{ state: "done", outcome: "found cancelled in Lever" }]);
    const [interview] = await world.interviews();
    expect(interview!.ats).not.toHaveProperty("interviewId");
  });

  test("feedback without a panel is made once, with the fields of the template", async () => {
    const id = await ready();
    const interviewId = await invited(id);
    // No panel ever comes through: the interview is over before Lever takes one.
    world.emulator.setFaults([
      { fault: "rateLimit429", match: { method: "POST", path: "/panels" } },
      { fault: "resetAfter", times: 1, match: { method: "POST", path: "/feedback" } },
    ]);
    await world.book(interviewId, 1);
    await world.settle(500).catch(() => undefined);
    world.advance(3 * 3600);
    await world.settle();
    expect(await effectOf("ats.schedule")).toMatchObject([{ state: "skipped", outcome: "the time is over" }]);
    await world.report(interviewId);
    await world.settle();
    expect(forms(id)).toMatchObject([{ interview: null, panel: null }]);
  });

  test("an application that comes later than we look is swept away, the first stays", async () => {
    const id = await ready();
    world.emulator.setFaults([{ fault: "lateApply", ms: 900, times: 1, match: { method: "POST", path: "/notes" } }]);
    await invited(id);
    await world.emulator.settle(1_500);
    expect(notes(id)).toHaveLength(2);
    world.advance(301);
    await world.settle();
    expect(notes(id)).toHaveLength(1);
  });

  test("a twin that people answered is left for a person to look at", async () => {
    const id = await ready();
    world.emulator.setFaults([{ fault: "lateApply", ms: 900, times: 1, match: { method: "POST", path: "/notes" } }]);
    await invited(id);
    await world.emulator.settle(1_500);
    const late = notes(id)
      .sort((left, right) => left.createdAt - right.createdAt)
      .at(-1)!;
    await fetch(`${world.emulator.apiUrl}/opportunities/${id}/notes?note_id=${late.id}`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("acme-key:")}`, "content-type": "application/json" },
      body: JSON.stringify({ value: "Thanks!" }),
    });
    world.advance(301);
    await world.settle();
    expect(notes(id)).toHaveLength(2);
    expect((await effectOf("effect.sweep")).filter(({ state }) => state === "dead")).toMatchObject([
      { outcome: "1 twin note must be looked at in Lever" },
    ]);
  });

  test("a panel that was removed by hand is a person's matter, and is not made again", async () => {
    const id = await ready();
    const interviewId = await invited(id);
    await world.book(interviewId, 30);
    await world.settle();
    await world.database.service
      .updateTable("interviews")
      .set({ ats: JSON.stringify({ panelId: "x", interviewId: "y" }) })
      .execute();
    await world.book(interviewId, 50);
    await world.settle();
    expect(await effectOf("ats.reschedule")).toMatchObject([
      { state: "dead", outcome: "somebody removed the interview in Lever" },
    ]);
    expect(livePanels(id)).toHaveLength(1);
  });
});

describe("being told to slow down", () => {
  test("is never a failure of the effect", async () => {
    const id = await ready();
    world.emulator.setFaults([{ fault: "rateLimit429", times: 3 }]);
    await invited(id);
    expect(notes(id)).toHaveLength(1);
    const effects = await world.database.service
      .selectFrom("effects")
      .select(["kind", "failures"])
      .where("failures", ">", 0)
      .execute();
    expect(effects).toEqual([]);
  });

  test("does not happen: requests keep under Lever's pace", async () => {
    world = await startLeverWorld({
      emulator: { behaviours: { ratePerSecond: 10, rateBurst: 20 } },
      environment: { LEVER_RATE_PER_S: "9.8", LEVER_BURST: "15" },
    });
    await world.connect();
    await world.activate({ settings: { mandatory: ["email"] } });
    for (const name of ["Maya Fernandez", "Tom Okafor", "Ingrid Solberg", "Arjun Nair", "Chloé Dubois"])
      world.acme.moveToStage(world.acme.opportunity(name).id, "InterviewVector");
    await world.settle(30_000);
    expect((await world.interviews()).filter(({ state }) => state === "invited")).toHaveLength(5);
    expect(world.emulator.journal.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe("what Lever refuses for good", () => {
  test("stands on a screen with its answer, and goes out once it is mended and retried; notes need no acting user", async () => {
    const id = await ready();
    const connection = await world.database.service
      .selectFrom("connections")
      .select(["id", "acting_user"])
      .executeTakeFirstOrThrow();
    expect(connection.acting_user?.username).toBe("lena");
    world.acme.deactivateUser("lena");
    const interviewId = await invited(id);
    await world.book(interviewId, 30);
    await world.settle();
    const [schedule] = await effectOf("ats.schedule");
    expect(schedule!.state).toBe("dead");
    expect(schedule!.last_error).toMatchObject({ status: 403 });
    expect(notes(id)).toHaveLength(2);
    const checked = (await world.call(integrationApi.runPreflight, { params: { connectionId: connection.id } })) as {
      preflight: { name: string; state: string }[];
    };
    expect(checked.preflight.find(({ name }) => name === "acting_user")).toMatchObject({ state: "red" });
    const jonas = world.acme.user("jonas").id;
    await world.call(integrationApi.updateConnection, {
      params: { connectionId: connection.id },
      body: { actingUserId: jonas },
    });
    await retryEffect(world.database.service, schedule!.id);
    await world.settle();
    expect(livePanels(id)).toMatchObject([{ user: jonas }]);
  });
});

test("a corrected report changes the form that stands and replaces the file", async () => {
  const id = await ready();
  const interviewId = await invited(id);
  await world.book(interviewId, 1);
  await world.settle();
  world.advance(3 * 3600);
  await world.settle();
  await world.report(interviewId);
  await world.settle();
  const [before] = world.acme.filesOf(id);
  await world.report(interviewId, { recommendation: "strong_hire", summary: "Better than I first wrote." });
  await world.settle();
  expect(forms(id)).toHaveLength(1);
  expect(forms(id)[0]!.fields.find(({ text }) => text === "Overall rating")!.value).toMatch(/^4/);
  const files = world.acme.filesOf(id);
  expect(files).toHaveLength(1);
  expect(files[0]!.id).not.toBe(before!.id);
  expect(files[0]!.name).toContain("corrected");
});

test("a corrected report is uploaded once, also where the lease runs short before the earlier one is removed", async () => {
  let correcting = false;
  let asked = 0;
  const id = await ready({
    wrap: (handlers) =>
      handlers.map((handler) =>
        handler.kind === "ats.file"
          ? {
              ...handler,
              run: (effect, attempt) =>
                handler.run(effect, { ...attempt, mayStillWrite: () => !correcting || (asked += 1) !== 2 }),
            }
          : handler,
      ),
  });
  const interviewId = await invited(id);
  await world.book(interviewId, 1);
  await world.settle();
  world.advance(3 * 3600);
  await world.settle();
  await world.report(interviewId);
  await world.settle();
  correcting = true;
  await world.report(interviewId, { summary: "A very solid engineer." });
  await world.settle();
  expect(asked).toBeGreaterThan(1);
  const corrected = world.acme.filesOf(id).filter(({ name }) => name.includes("corrected"));
  expect(corrected).toHaveLength(1);
});
