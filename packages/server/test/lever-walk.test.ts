/** The walk: a recruiter moves a candidate in Lever, and in the end the feedback stands there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { backend, startLeverWorld, type LeverWorld } from "./lever-world.ts";

let world: LeverWorld;

beforeAll(async () => {
  world = await startLeverWorld();
  await world.connect();
  await world.activate();
});
afterAll(() => world?.stop());

test("connecting by key finds the tagged postings and makes the webhooks", async () => {
  const positions = await world.database.service
    .selectFrom("positions")
    .select(["title", "state"])
    .orderBy("title")
    .execute();
  expect(positions).toEqual([
    { title: "Frontend Engineer", state: "pending" },
    { title: backend, state: "active" },
  ]);
  expect(world.acme.webhooks()).toHaveLength(5);
});

test("a candidate goes through the whole life, in at most sixteen calls to Lever", async () => {
  const { id } = world.acme.opportunity("Maya Fernandez");
  const before = world.emulator.journal.length;
  world.acme.moveToStage(id, "InterviewVector");
  await world.settle();
  const [interview] = await world.interviews();
  expect(interview).toMatchObject({ state: "invited", opportunity_id: id });
  expect(textsOf(id)[0]).toContain("@lena Maya Fernandez was invited to Round 1");

  await world.book(interview!.id, 30);
  await world.settle();
  expect(world.acme.panelsOf(id)).toHaveLength(1);
  expect(world.acme.panelsOf(id)[0]).toMatchObject({
    externallyManaged: true,
    timezone: "Europe/Berlin",
    feedbackReminder: "none",
  });
  const [planned] = world.acme.interviewsOf(id);
  expect(planned).toMatchObject({
    subject: "Round 1 with Priya (InterviewVector)",
    durationMinutes: 60,
    canceledAt: null,
  });

  await world.book(interview!.id, 50);
  await world.settle();
  const [moved] = world.acme.interviewsOf(id);
  expect(moved!.id).toBe(planned!.id);
  expect(moved!.date).toBeGreaterThan(planned!.date);

  world.advance(52 * 3600);
  await world.settle();
  await world.report(interview!.id);
  await world.settle();
  const forms = world.acme.feedbackOf(id).filter((form) => form.completedAt !== null && form.deletedAt === null);
  expect(forms).toHaveLength(1);
  expect(forms[0]!.interview).toBe(moved!.id);
  const answers = Object.fromEntries(forms[0]!.fields.map((field) => [field.text, field.value]));
  expect(answers["Overall rating"]).toMatch(/^3/);
  expect(answers["Summary"]).toContain("A solid engineer.");
  expect(answers["Skills"]).toEqual([
    { score: 3, comment: "Found the edge cases." },
    { score: 4, comment: "Clean code." },
    { score: null, comment: null },
    { score: 3, comment: "Clear." },
  ]);
  expect(world.acme.filesOf(id).map(({ ext }) => ext)).toEqual([".pdf"]);
  expect(textsOf(id).map((text) => /was invited|is booked|was moved|is uploaded/.exec(text)?.[0])).toEqual([
    "was invited",
    "is booked",
    "was moved",
    "is uploaded",
  ]);
  const calls = world.emulator.journal.slice(before).filter(({ path }) => path.includes(id));
  expect(calls.length, calls.map(({ method, path }) => `${method} ${path}`).join("\n")).toBeLessThanOrEqual(16);
});

function textsOf(id: string): string[] {
  return world.acme
    .notesOf(id)
    .sort((left, right) => left.createdAt - right.createdAt)
    .map((note) => note.comments[0]!.value);
}
