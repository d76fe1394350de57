/** The walk on real parts: HTTP to the emulator, PostgreSQL, SMTP; candidates at a browser without JavaScript. */
import { interviewApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

function notes(opportunityId: string): string[] {
  return system.emulator
    .account("acme")
    .notesOf(opportunityId)
    .flatMap((note) => note.comments.map((comment) => comment.value));
}

describe("a candidate moved in Lever", () => {
  it("is interviewed, and the feedback stands in Lever, once each", async () => {
    const acme = system.emulator.account("acme");
    const since = system.emulator.journal.at(-1)?.seq ?? 0;
    const opportunityId = moveIn(system, "Maya Fernandez");
    await system.settle();
    const browser = await invitationOf(system, opportunityId);
    expect(notes(opportunityId)).toHaveLength(1);
    expect(notes(opportunityId)[0]).toContain(browser.link);
    expect(notes(opportunityId)[0]).toMatch(/^@lena /);

    const [first, second] = await browser.offeredTimes();
    if (first === undefined || second === undefined) throw new Error(`no times: ${browser.text}`);
    await browser.book(first);
    expect(browser.status).toBe(200);
    await system.settle();
    expect(acme.panelsOf(opportunityId)).toHaveLength(1);
    expect(acme.interviewsOf(opportunityId).map(({ date }) => date)).toEqual([first]);

    const times = await browser.offeredTimes("/reschedule");
    const moved = times.find((time) => time > first + 24 * 3_600_000) ?? second;
    await browser.book(moved);
    await system.settle();
    expect(acme.interviewsOf(opportunityId).map(({ date, canceledAt }) => [date, canceledAt])).toEqual([[moved, null]]);

    const interviewId = await interviewOf(ada, opportunityId);
    await letItEnd(system, ada, interviewId);
    await writeReport(await expertOf(system, ada, interviewId), interviewId);
    await system.settle();
    acme.moveToStage(opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();

    const detail = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    expect(detail.state).toBe("completed");
    const standing = notes(opportunityId);
    expect(standing).toHaveLength(4);
    expect(standing.join("\n")).toMatch(
      /was invited[\s\S]*is booked[\s\S]*was moved by[\s\S]*is uploaded|is uploaded[\s\S]*was invited/,
    );
    const feedback = acme
      .feedbackOf(opportunityId)
      .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null);
    expect(feedback).toHaveLength(1);
    for (const field of feedback[0]?.fields ?? []) expect(field.value, `${field.text} is filled`).toBeTruthy();
    expect(acme.filesOf(opportunityId).filter(({ name }) => name.endsWith(".pdf"))).toHaveLength(1);

    // Only calls of this candidate's life: polls, and the reads that our own writes' webhooks cause, are not among them.
    const calls = system.emulator.journal.filter(
      ({ seq, path, method }) =>
        seq > since && path.includes(opportunityId) && !(method === "GET" && path.endsWith("/opportunities")),
    );
    expect(
      calls.length,
      calls.map(({ method, path }) => `${method} ${path.replace(opportunityId, ":id")}`).join("\n"),
    ).toBeLessThanOrEqual(16);
  });
});
