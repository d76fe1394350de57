/** Notes people like to read: apart or in a thread, a tag and a link on the opportunity, and the company's own words. */
import { checkText, placesOf, writingApi, type AnswerOf } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invited } from "./lever-people.ts";
import { HttpProblem } from "../src/http/problem.ts";
import { mailNames, mailText } from "../src/mail/candidate/index.ts";
import { noteNames, noteText } from "../src/note/index.ts";
import { startLeverWorld, type InterviewLine, type LeverWorld } from "./lever-world.ts";

let world: LeverWorld;
let connectionId: string;

beforeAll(async () => {
  world = await startLeverWorld();
  connectionId = await world.connect();
  await world.activate();
});
afterAll(() => world?.stop());

const manner = (body: object) => world.call(writingApi.updateWriting, { params: { connectionId }, body });
const text = (endpoint: { path: string; method: string }, body: object) =>
  world.call(endpoint, { params: { connectionId }, body });

/** There is one expert: nobody is booked twice at once. */
let hours = 30;
const hour = () => (hours += 2);

const threads = ({ opportunity_id }: InterviewLine) =>
  world.acme
    .notesOf(opportunity_id)
    .sort((left, right) => left.createdAt - right.createdAt)
    .map((note) => note.comments.map(({ value }) => value.split("\n")[0]));

async function removeByHand({ opportunity_id }: InterviewLine, noteId: string): Promise<void> {
  const answer = await fetch(`${world.emulator.apiUrl}/opportunities/${opportunity_id}/notes/${noteId}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${Buffer.from("acme-key:").toString("base64")}` },
  });
  expect(answer.status).toBe(204);
}

test("two ticks that come at once both count", async () => {
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([manner({ statusTags: true }), manner({ noteThread: true }), manner({ opportunityLink: true })]);
    const kept = await world.call(writingApi.getWriting, { params: { connectionId } });
    expect(kept).toMatchObject({ statusTags: true, noteThread: true, opportunityLink: true });
    await Promise.all([
      manner({ statusTags: false }),
      manner({ noteThread: false }),
      manner({ opportunityLink: false }),
    ]);
  }
});

describe("notes", () => {
  test("are notes of their own unless the company wants threads; one for each change", async () => {
    const { interview } = await invited(world, "Sam Apart");
    await world.book(interview.id, hour());
    await world.settle();
    expect(threads(interview)).toEqual([
      [expect.stringContaining("was invited")],
      ["@lena Sam Apart is booked: Round 1, 60 minutes."],
    ]);
  });

  test("in a thread they are replies under the first one; a thread that somebody removed is begun anew", async () => {
    await manner({ noteThread: true });
    const { interview } = await invited(world, "Tess Thread");
    await world.book(interview.id, hour());
    await world.settle();
    await world.book(interview.id, hour());
    await world.settle();
    expect(threads(interview)).toEqual([
      [
        expect.stringContaining("was invited"),
        expect.stringContaining("is booked"),
        expect.stringContaining("was moved by the candidate"),
      ],
    ]);

    await removeByHand(interview, world.acme.notesOf(interview.opportunity_id)[0]!.id);
    await world.book(interview.id, hour());
    await world.settle();
    await world.happen(interview.id, { type: "cancelled", reason: "ask @rui" }, { kind: "candidate" });
    await world.settle();
    expect(threads(interview)).toEqual([
      [expect.stringContaining("was moved"), expect.stringContaining("is cancelled by the candidate")],
    ]);
    const [thread] = world.acme.notesOf(interview.opportunity_id);
    expect(thread!.comments[1]!.value).toContain("Reason: ask @\u2060rui");
    await manner({ noteThread: false });
  });

  test("a reply whose answer was lost is found in its thread and not written again", async () => {
    await manner({ noteThread: true });
    const { interview } = await invited(world, "Fay Found");
    world.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "POST", path: "/notes" } }]);
    await world.book(interview.id, hour());
    await world.settle();
    expect(threads(interview)).toEqual([
      [expect.stringContaining("was invited"), expect.stringContaining("is booked")],
    ]);
    const doubted = await world.database.service
      .selectFrom("effects")
      .select("state")
      .where("interview_id", "=", interview.id)
      .where("kind", "=", "ats.note")
      .where("was_unsure", "=", true)
      .execute();
    expect(doubted).toEqual([{ state: "done" }]);
    await manner({ noteThread: false });
  });
});

describe("the opportunity", () => {
  const ours = ({ opportunity_id }: InterviewLine) =>
    world.acme.tagsOf(opportunity_id).filter((tag) => tag.startsWith("InterviewVector:"));
  const links = ({ opportunity_id }: InterviewLine) => world.acme.contactOf(opportunity_id).links;

  test("carries one tag with the state and one link, once they are wanted; nothing else of it is touched", async () => {
    const { interview } = await invited(world, "Tara Tag");
    world.acme.addTags(interview.opportunity_id, ["Referral", "InterviewVector"]);
    expect(ours(interview)).toEqual([]);
    await manner({ statusTags: true, opportunityLink: true });
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Invited"]);
    expect(links(interview)).toEqual([expect.stringContaining(`/app/interviews/${interview.id}?company=`)]);

    await world.book(interview.id, hour());
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Scheduled"]);
    await world.happen(interview.id, { type: "cancelled", reason: "" }, { kind: "candidate" });
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Cancelled"]);
    expect(links(interview)).toHaveLength(1);

    await manner({ statusTags: false, opportunityLink: false });
    await world.settle();
    expect(ours(interview)).toEqual([]);
    expect(links(interview)).toEqual([]);
    expect(world.acme.tagsOf(interview.opportunity_id)).toEqual(
      expect.arrayContaining(["Referral", "InterviewVector"]),
    );
  });

  test("what stands there already is not written again", async () => {
    await manner({ statusTags: true });
    const { interview } = await invited(world, "Rita Read");
    const writes = () =>
      world.emulator.journal.filter(({ method, path }) => method === "POST" && path.endsWith("Tags")).length;
    const before = writes();
    await manner({ opportunityLink: true });
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Invited"]);
    expect(writes()).toBe(before);
    await manner({ statusTags: false, opportunityLink: false });
    await world.settle();
  });

  test("an OAuth connection without the right to change opportunities says so, and how to get it", async () => {
    await world.database.service
      .updateTable("connections")
      .set({ kind: "oauth", scopes: ["opportunities:read:admin"] })
      .where("id", "=", connectionId)
      .execute();
    await expect(manner({ statusTags: true })).rejects.toMatchObject({
      detail: expect.stringMatching(/opportunities:write:admin.*Reconnect/),
    });
    await manner({ noteThread: false });
    await world.database.service
      .updateTable("connections")
      .set({ kind: "api_key", scopes: [] })
      .where("id", "=", connectionId)
      .execute();
  });

  test("a tag that Lever refused is no failure any more once a later one stands", async () => {
    const { interview } = await invited(world, "Finn Failed");
    await manner({ statusTags: true });
    await world.settle();
    await world.database.service
      .updateTable("effects")
      .set({ state: "dead", outcome: null, last_error: JSON.stringify({ words: "Lever answers 400: no." }) })
      .where("interview_id", "=", interview.id)
      .where("kind", "=", "ats.status")
      .execute();
    await world.book(interview.id, hour());
    await world.settle();
    const statuses = await world.database.service
      .selectFrom("effects")
      .select(["state", "outcome"])
      .where("interview_id", "=", interview.id)
      .where("kind", "=", "ats.status")
      .orderBy("seq")
      .execute();
    expect(statuses.at(-1)).toMatchObject({ state: "done", outcome: 'tagged "InterviewVector: Scheduled"' });
    for (const earlier of statuses.slice(0, -1))
      expect(earlier).toEqual({ state: "skipped", outcome: "failed: Lever answers 400: no; made up for since" });
    await manner({ statusTags: false });
    await world.settle();
  });

  test("the right taken back while tags are on fails nothing; granted anew, it shows what is true by then", async () => {
    const { interview } = await invited(world, "Wim Withdrawn");
    await manner({ statusTags: true });
    await world.settle();
    await world.database.service
      .updateTable("connections")
      .set({ kind: "oauth", scopes: ["opportunities:read:admin"] })
      .where("id", "=", connectionId)
      .execute();
    await world.book(interview.id, hour());
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Invited"]);
    const owed = await world.database.service
      .selectFrom("effects")
      .select(["state", "outcome"])
      .where("interview_id", "=", interview.id)
      .where("kind", "=", "ats.status")
      .orderBy("seq", "desc")
      .executeTakeFirst();
    expect(owed).toEqual({ state: "skipped", outcome: "Lever has not granted the right" });

    expect(await world.connect()).toBe(connectionId);
    await world.settle();
    expect(ours(interview)).toEqual(["InterviewVector: Scheduled"]);
    await manner({ statusTags: false });
    await world.settle();
  });
});

describe("texts", () => {
  type Texts = AnswerOf<typeof writingApi.listTexts>["texts"];
  const list = async () =>
    ((await world.call(writingApi.listTexts, { params: { connectionId } })) as { texts: Texts }).texts;
  const note = { kind: "note", name: "scheduled" };

  test("ours hold to their own rules, and say every place that they may hold", async () => {
    for (const name of noteNames) {
      const { text: words, rules } = noteText(name);
      expect({ name, checked: checkText(words, rules) }).toEqual({ name, checked: null });
    }
    for (const name of mailNames) {
      const { subject, text: words, rules } = mailText(name);
      expect({ name, checked: checkText(words, rules.text) }).toEqual({ name, checked: null });
      expect({ name, checked: checkText(subject, rules.subject) }).toEqual({ name, checked: null });
    }
    for (const one of await list()) {
      const every = one.places.map(({ name }) => `${name} {${name}}`).join("\n");
      const answer = (await text(writingApi.previewText, {
        kind: one.kind,
        name: one.name,
        words: every,
        ...(one.subject === null ? {} : { subject: one.subject }),
      })) as AnswerOf<typeof writingApi.previewText>;
      expect({ name: one.name, problems: answer.problems }).toEqual({
        name: one.name,
        problems: { subject: null, words: null },
      });
      expect(placesOf(answer.shown!.text), one.name).toEqual([]);
    }
  });

  test("the company's own words stand in Lever, beside what the note is for", async () => {
    const words = "{owner} Fine: {candidate} comes at {time}.\n@{candidate} @rui please prepare.\n{details}";
    await text(writingApi.saveText, { ...note, words });
    expect((await list()).find(({ name }) => name === "scheduled")).toMatchObject({
      words,
      changed: { by: "Ada Admin" },
    });
    const { interview } = await invited(world, "Olga Own");
    await world.book(interview.id, hour());
    await world.settle();
    const [, written] = world.acme
      .notesOf(interview.opportunity_id)
      .sort((left, right) => left.createdAt - right.createdAt);
    expect(written!.comments[0]!.value).toMatch(
      /^@lena Fine: Olga Own comes at .+ Berlin \(GMT\+\d\)\.\n@\u2060Olga Own @rui please prepare\.\nhttp:.+\/r\/[0-9a-f-]+$/,
    );

    const basedOn = (await list()).find(({ name }) => name === "scheduled")!.mark;
    // Two windows: the first one saves, and the second one neither saves nor resets over it.
    await text(writingApi.saveText, { ...note, words: `Now ${words}`, basedOn });
    for (const [act, more] of [
      [writingApi.saveText, { words }],
      [writingApi.resetText, {}],
    ] as const)
      await expect(text(act, { ...note, ...more, basedOn })).rejects.toMatchObject({ code: "stale" });
    await text(writingApi.resetText, note);
    expect((await list()).find(({ name }) => name === "scheduled")).toMatchObject({
      words: noteText("scheduled").text,
      changed: null,
    });
  });

  test("what lacks its purpose is refused with words, and nothing is kept", async () => {
    const wrong = async (body: object) => {
      const error = await text(writingApi.saveText, body).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(HttpProblem);
      return (error as HttpProblem).detail ?? (error as HttpProblem).status;
    };
    expect(await wrong({ ...note, words: "{candidate} comes at {time}." })).toMatch(/^\{details\} must stand/);
    expect(await wrong({ ...note, words: "{nobody} {time} {details}" })).toMatch(/^There is no \{nobody\} here/);
    expect(await wrong({ kind: "mail", name: "invitation", subject: "Come", words: "Come! {support}" })).toMatch(
      /^\{link\} must stand in this text: without it the candidate cannot book\./,
    );
    expect(await wrong({ kind: "mail", name: "expired", subject: "x {link}", words: "It is over. {support}" })).toMatch(
      /^There is no \{link\} here/,
    );
    expect(await wrong({ kind: "note", name: "toString", words: "x" })).toBe(404);
    expect((await list()).filter(({ changed }) => changed !== null)).toEqual([]);
  });
});
