import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient } from "@interviewvector/lever";
import { DAY, all, failureOf, failuresOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let ravi: string;

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  ravi = both.acme.user("ravi").id;
});
afterEach(() => both.stop());

describe("notes (https://hire.lever.co/developer/documentation#notes)", () => {
  test("are written as somebody, with a score, in the stage of the moment", async () => {
    const { id } = await lever.notes.create(maya, { value: "Interview booked.", score: 3 }, { performAs: ravi });
    const at = both.now();
    const { stage } = both.acme.opportunity(maya);
    expect(await lever.notes.get(maya, id)).toEqual({
      id,
      user: ravi,
      secret: false,
      createdAt: at,
      completedAt: at,
      deletedAt: null,
      fields: [
        { type: "note", text: "Comment", value: "Interview booked.", createdAt: at, user: ravi, score: 3, stage },
      ],
    });
    expect(both.lastCall("POST", "/notes")).toMatchObject({
      status: 201,
      performAs: ravi,
      effects: [{ type: "note.created", id, opportunityId: maya }],
    });
  });

  test("answer with the whole note and `noteId`; reading has no `noteId` (recorded production answers, 2026)", async () => {
    const { id } = await lever.notes.create(maya, { value: "Hello" });
    expect((await both.heard()).body.data).toMatchObject({ id, noteId: id, text: "Note" });
    await lever.notes.get(maya, id);
    expect((await both.heard()).body.data).not.toHaveProperty("noteId");
  });

  test("have no author unless one is named", async () => {
    const { id } = await lever.notes.create(maya, { value: "From the app itself" });
    const note = await lever.notes.get(maya, id);
    expect(note.user).toBeNull();
    expect(note.fields[0]?.user).toBeNull();
    expect(both.lastCall("POST", "/notes")).toMatchObject({ performAs: null, query: "" });
  });

  test("keep their text to the letter: lines, addresses, mark-up, other scripts", async () => {
    const value = 'Zoë: 面接 ✓\n\nhttps://iv.example/i/ab%2Fcd?x=1&y=2\n<b>not bold</b> "quoted" \\ end';
    const { id } = await lever.notes.create(maya, { value });
    expect((await lever.notes.get(maya, id)).fields[0]?.value).toBe(value);
  });

  test("can be dated back, not ahead", async () => {
    const createdAt = both.now() - DAY;
    const { id } = await lever.notes.create(maya, { value: "Yesterday", createdAt });
    expect(await lever.notes.get(maya, id)).toMatchObject({ createdAt, fields: [{ createdAt }] });
    const failure = await failureOf(lever.notes.create(maya, { value: "Tomorrow", createdAt: both.now() + 1 }));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(both.acme.notesOf(maya)).toHaveLength(1);
  });

  test("can be secret and still address somebody by the user name that reading a user gives", async () => {
    const { owner } = await lever.opportunities.get(maya, { expand: ["owner"] });
    const { id } = await lever.notes.create(maya, { value: `@${owner?.username} Please look.`, secret: true });
    expect(await lever.notes.get(maya, id)).toMatchObject({ secret: true, fields: [{ value: "@lena Please look." }] });
    const page = await (await fetch(`${both.emulator.boardUrl}candidates/${maya}`)).text();
    expect(page).toMatch(/Told[\s\S]{0,80}Lena Fischer/);
  });

  test("can tell the followers", async () => {
    await lever.notes.create(maya, { value: "News", notifyFollowers: true });
    expect(both.lastCall("POST", "/notes")).toMatchObject({ status: 201, body: { notifyFollowers: true } });
  });

  test("move the opportunity's updatedAt and lastInteractionAt (recorded production answers, 2026)", async () => {
    both.later(60_000);
    await lever.notes.create(maya, { value: "Hello" });
    const { updatedAt, lastInteractionAt, lastAdvancedAt } = await lever.opportunities.get(maya);
    expect({ updatedAt, lastInteractionAt }).toEqual({ updatedAt: both.now() + 1, lastInteractionAt: both.now() });
    expect(lastAdvancedAt).toBe(both.acme.opportunity(maya).stageChanges.at(-1)?.updatedAt);
  });

  test("are listed newest first over several pages, those of people among them (recorded production answers, 2026)", async () => {
    const values = Array.from({ length: 23 }, (_, index) => `Note ${index}`);
    for (const [index, value] of values.entries()) {
      if (index % 5 === 0) both.acme.addNote(maya, value, { by: "hana" });
      else await lever.notes.create(maya, { value });
      both.later(1000);
    }
    const listed = await all(lever.notes.list(maya));
    expect(listed.map(({ fields }) => fields[0]?.value)).toEqual(values.toReversed());
    expect(both.emulator.journal.filter(({ method }) => method === "GET")).toHaveLength(3);
  });

  test("without text are refused", async () => {
    const failure = await failureOf(lever.notes.create(maya, { value: "" }));
    expect(failure).toMatchObject({ code: "bad_request", status: 400, tookEffect: "no" });
    expect(failure.message).toContain("POST /opportunities/:opportunity/notes");
    expect(failure.message).not.toContain(maya);
  });

  test("repeated are two: Lever knows no idempotency keys", async () => {
    await lever.notes.create(maya, { value: "Twice" });
    await lever.notes.create(maya, { value: "Twice" });
    expect(await all(lever.notes.list(maya))).toHaveLength(2);
  });
});

describe("a thread (https://hire.lever.co/developer/documentation#create-a-note)", () => {
  test("grows by replies, each with its author and time", async () => {
    const { id } = await lever.notes.create(maya, { value: "Invited." });
    both.later(5000);
    const reply = await lever.notes.reply(maya, { value: "Booked." }, { noteId: id, performAs: ravi });
    expect(reply).toEqual({ id });
    const { fields } = await lever.notes.get(maya, id);
    expect(fields).toMatchObject([
      { value: "Invited.", user: null, createdAt: both.now() - 5000 },
      { value: "Booked.", user: ravi, createdAt: both.now() },
    ]);
    expect(await all(lever.notes.list(maya))).toHaveLength(1);
    expect(both.lastCall("POST", "/notes").effects).toEqual([{ type: "note.replied", id, opportunityId: maya }]);
  });

  test("that is gone takes no reply", async () => {
    const { id } = await lever.notes.create(maya, { value: "Invited." });
    await lever.notes.delete(maya, id);
    const failure = await failureOf(lever.notes.reply(maya, { value: "Booked." }, { noteId: id }));
    expect(failure).toMatchObject({ code: "not_found", tookEffect: "no", leverMessage: `notes ${id} was not found` });
    expect(both.acme.notesOf(maya)).toEqual([]);
  });

  test("of one opportunity is not found under another", async () => {
    const { id } = await lever.notes.create(maya, { value: "Maya's" });
    const tom = both.acme.opportunity("Tom Okafor").id;
    expect((await failureOf(lever.notes.get(tom, id))).code).toBe("not_found");
    expect((await failureOf(lever.notes.reply(tom, { value: "?" }, { noteId: id }))).code).toBe("not_found");
  });
});

describe("changing a note (https://hire.lever.co/developer/documentation#notes)", () => {
  test("replaces the whole thread and answers with `noteId` alone", async () => {
    const { id } = await lever.notes.create(maya, { value: "One" }, { performAs: ravi });
    await lever.notes.reply(maya, { value: "Two" }, { noteId: id });
    const hana = both.acme.user("hana").id;
    const createdAt = both.now() - DAY;
    const values = [{ value: "Only", createdAt }];
    const replacement = { values, secret: true, score: 4, user: hana, createdAt, completedAt: createdAt } as const;
    expect(await lever.notes.update(maya, id, replacement)).toEqual({ id });
    expect((await both.heard()).body).toEqual({ data: { noteId: id } });
    expect(await lever.notes.get(maya, id)).toMatchObject({
      user: hana,
      secret: true,
      createdAt,
      completedAt: createdAt,
      fields: [{ value: "Only", createdAt, score: 4 }],
    });
    expect(both.lastCall("PUT", id).effects).toEqual([{ type: "note.updated", id, opportunityId: maya }]);
  });

  test("keeps secrecy, score and author that are left out", async () => {
    const first = { value: "One", secret: true, score: 2 } as const;
    const { id } = await lever.notes.create(maya, first, { performAs: ravi });
    await lever.notes.update(maya, id, { values: [{ value: "Two" }] });
    expect(await lever.notes.get(maya, id)).toMatchObject({
      secret: true,
      user: ravi,
      fields: [{ value: "Two", score: 2 }],
    });
  });

  test("that is refused changes nothing at all", async () => {
    const { id } = await lever.notes.create(maya, { value: "One", score: 2 }, { performAs: ravi });
    const before = await lever.notes.get(maya, id);
    const ahead = both.now() + DAY;
    const hana = both.acme.user("hana").id;
    const refused = [
      { values: [{ value: "Two" }], createdAt: ahead },
      { values: [{ value: "Two", createdAt: ahead }], user: hana },
      { values: [{ value: "" }], user: hana },
      { values: [] },
      { values: [{ value: "Two" }], user: "nobody" },
    ];
    for (const replacement of refused) {
      const failure = await failureOf(lever.notes.update(maya, id, replacement));
      expect(failure.tookEffect).toBe("no");
      expect(await lever.notes.get(maya, id)).toEqual(before);
    }
  });

  test("and deleting one are for notes made by API only; people's are refused", async () => {
    const people = both.acme.addNote(maya, "By hand", { by: "hana" });
    const update = await failureOf(lever.notes.update(maya, people.id, { values: [{ value: "Mine now" }] }));
    const deletion = await failureOf(lever.notes.delete(maya, people.id));
    for (const failure of [update, deletion])
      expect(failure).toMatchObject({ code: "forbidden", status: 403, tookEffect: "no" });
    expect((await lever.notes.get(maya, people.id)).fields[0]?.value).toBe("By hand");
  });

  // https://hire.lever.co/developer/documentation#delete-a-note
  test("by deleting it takes it out of the list for good; a second deletion finds nothing", async () => {
    const { id } = await lever.notes.create(maya, { value: "One" });
    expect(await lever.notes.delete(maya, id)).toBeUndefined();
    expect((await both.heard()).status).toBe(204);
    expect(both.lastCall("DELETE", id).effects).toEqual([{ type: "note.deleted", id, opportunityId: maya }]);
    expect(await all(lever.notes.list(maya))).toEqual([]);
    for (const failure of await failuresOf([lever.notes.get(maya, id), lever.notes.delete(maya, id)]))
      expect(failure).toMatchObject({ code: "not_found", tookEffect: "no" });
  });
});
