import { describe, expect, test } from "vitest";
import { noteSample, noteSamples } from "../src/mail/preview/note-samples.ts";
import { noteFor } from "../src/note/index.ts";
import { hostileStrings } from "./hostile.ts";

const startAt = Date.UTC(2026, 11, 8, 9, 0);
const times = { startAt, endAt: startAt + 3_600_000 };
const oldTimes = { startAt: startAt - 86_400_000, endAt: startAt - 82_800_000 };
const details = "Details: https://interviews.example/r/0197a6f2-5c1e-7d3b-9f10-2b64c0de0001";

describe("the agreed words", () => {
  test("invited", () => {
    expect(noteFor({ note: "invited", at: oldTimes.startAt, bookBy: startAt }, noteSample)).toBe(
      [
        "@lena Maya Rao was invited to Technical interview for Senior Backend Engineer (Berlin) at Mon 7 Dec 2026, 10:00, Berlin (GMT+1).",
        "Same link, to choose a time or give preferred times: https://interviews.example/i/5f2b8c1e.1.q7Yw0r3mZ",
        "It acts for the candidate; please share it with nobody else. Book by Tue 8 Dec 2026, 10:00, Berlin (GMT+1).",
        details,
        "Replies here aren't read by InterviewVector: support@interviewvector.example",
      ].join("\n"),
    );
  });

  test("information missing, with every combination named", () => {
    const missing = (reasons: ("email_missing" | "phone_missing" | "resume_missing" | "paused")[]) =>
      noteFor({ note: "information_missing", reasons }, noteSample).split("\n");
    expect(missing(["phone_missing"])).toEqual([
      "@lena No interview was created for Maya Rao: phone number missing in Lever.",
      "Add it in Lever; we notice within minutes. Or continue now: https://interviews.example/retrigger/7d3b9f10.1.Zx81",
      "The candidate has not been contacted.",
      details,
    ]);
    expect(missing(["email_missing", "resume_missing"])[0]).toContain(": e-mail address and résumé missing in Lever.");
    expect(missing(["email_missing", "phone_missing", "resume_missing"])[0]).toContain(
      ": e-mail address, phone number and résumé missing",
    );
    expect(missing(["phone_missing", "paused"])[2]).toBe(
      "Also: The position Senior Backend Engineer (Berlin) is paused. The position: https://interviews.example/app/positions/42",
    );
  });

  test("information missing for another invitation: who was invited once has been contacted", () => {
    const missing = { note: "information_missing" as const, reasons: ["phone_missing" as const], again: true };
    const lines = noteFor(missing, noteSample).split("\n");
    expect(lines[0]).toBe("@lena Maya Rao has not been invited again: phone number missing in Lever.");
    expect(lines).toContain("The candidate is not told of this.");
    const paused = noteFor({ note: "position_not_ready", reasons: ["paused"], again: true }, noteSample);
    expect(paused).toContain("The candidate is not told of this.\n");
    expect(noteFor({ note: "position_not_ready", reasons: ["paused"] }, noteSample)).toContain("not been contacted.\n");
  });

  test("information missing, where something stands that is no e-mail address", () => {
    const reasons = ["email_missing", "phone_missing"] as const;
    const note = noteFor({ note: "information_missing", reasons: [...reasons] }, { ...noteSample, hasAddress: true });
    expect(note).toContain(": valid e-mail address and phone number missing in Lever.\n");
  });

  test("scheduled", () => {
    expect(noteFor({ note: "scheduled", times }, noteSample)).toBe(
      [
        "@lena Maya Rao is booked: Technical interview, 60 minutes.",
        "Tue 8 Dec 2026, 10:00, Berlin (GMT+1)",
        "Candidate's time: Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)",
        "Observe: https://interviews.example/room/5f2b8c1e?observe (sign-in; everyone is told)",
        details,
      ].join("\n"),
    );
  });

  test("scheduled for somebody whose zone nobody knows yet: it is not made up", () => {
    const note = noteFor({ note: "scheduled", times }, { ...noteSample, candidateZone: null });
    expect(note).toContain("Candidate's time: not known yet\n");
  });

  test("rescheduled, with the old and the new date and time", () => {
    expect(noteFor({ note: "rescheduled", times, oldTimes, by: "the candidate" }, noteSample)).toBe(
      [
        "Maya Rao's Technical interview was moved by the candidate.",
        "New: Tue 8 Dec 2026, 10:00, Berlin (GMT+1); candidate's time Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)",
        "Old: Mon 7 Dec 2026, 10:00, Berlin (GMT+1)",
        details,
      ].join("\n"),
    );
  });

  test("cancelled, with the reason or without", () => {
    const note = noteFor({ note: "cancelled", times, by: "the candidate", reason: "another offer" }, noteSample).split(
      "\n",
    );
    expect(note.slice(0, 2)).toEqual([
      "@lena Maya Rao's Technical interview on Tue 8 Dec 2026, 10:00, Berlin (GMT+1) is cancelled by the candidate.",
      "Reason: another offer",
    ]);
    expect(noteFor({ note: "cancelled", times: null, by: "Rui", reason: " " }, noteSample)).toContain(
      "\nReason: none given\n",
    );
  });

  test("cancelled because the candidate left: how they come back is what is true for how they left", () => {
    const next = (left: "moved" | "archived" | "hired" | "reentered") =>
      noteFor({ note: "cancelled", times, by: "InterviewVector", reason: "x", left }, noteSample).split("\n")[2];
    expect(next("moved")).toBe("Nothing more is sent. Moved back into the stage, the candidate gets a new invitation.");
    expect(next("archived")).toBe(
      "Nothing more is sent. If the candidate comes out of the archive in the same stage, a note offers another interview.",
    );
    expect(next("hired")).toBe(next("archived"));
    expect(next("reentered")).toBe("The new entry has a note of its own.");
  });

  test("feedback uploaded; the verdict only where it is given", () => {
    const note = { note: "feedback_uploaded", times, corrected: false } as const;
    expect(noteFor(note, noteSample)).toBe(
      [
        "@lena Feedback on Maya Rao's Technical interview (Tue 8 Dec 2026) is uploaded, in Feedback on this opportunity; PDF under Files.",
        "Report: https://interviews.example/app/interviews/5f2b8c1e/report (sign-in)",
        "The candidate can now move to the next stage.",
        details,
      ].join("\n"),
    );
    expect(noteFor(note, { ...noteSample, verdict: "Hire" })).toContain("\nRecommendation: Hire\n");
  });
});

test.each(noteSamples.map((sample) => [sample.name, sample.make()]))(
  "%s: carries its marker once and ends no line loosely",
  (_name, note) => {
    expect(note.split("https://interviews.example/r/")).toHaveLength(2);
    expect(note).toContain(details);
    expect(note).not.toMatch(/!|undefined|null|NaN|\[object| {2}| $|\n\n/m);
  },
);

test("without an owner the sentence begins with the candidate", () => {
  for (const owner of [null, "", "two words", "lena\n@rui", "<x>"]) {
    expect(noteFor({ note: "scheduled", times }, { ...noteSample, owner })).toMatch(/^Maya Rao is booked/);
  }
});

describe.each(hostileStrings.map((words) => [words]))("with %j in every place", (words) => {
  const facts = { ...noteSample, candidate: words, round: words, posting: words };
  const notes = [
    noteFor({ note: "invited", at: startAt, bookBy: startAt }, facts),
    noteFor({ note: "cancelled", times, by: words, reason: words }, facts),
    noteFor({ note: "rescheduled", times, oldTimes, by: words }, facts),
    noteFor({ note: "address_bounced", address: words }, facts),
    noteFor({ note: "position_not_ready", reasons: ["not_configured"] }, facts),
  ];

  test("nobody but the owner is mentioned, and no line is added", () => {
    const plain = { ...noteSample, candidate: "x", round: "x", posting: "x" };
    const expected = [
      noteFor({ note: "invited", at: startAt, bookBy: startAt }, plain),
      noteFor({ note: "cancelled", times, by: "x", reason: "x" }, plain),
      noteFor({ note: "rescheduled", times, oldTimes, by: "x" }, plain),
      noteFor({ note: "address_bounced", address: "x" }, plain),
      noteFor({ note: "position_not_ready", reasons: ["not_configured"] }, plain),
    ];
    for (const [place, note] of notes.entries()) {
      const mentions = note.replaceAll("support@interviewvector.example", "").match(/@(?!\u2060)\S*/g) ?? [];
      expect(mentions.filter((mention) => mention !== "@lena")).toEqual([]);
      expect(note.split("\n")).toHaveLength(expected[place]?.split("\n").length ?? 0);
    }
  });
});

test("a reason can't carry another note's marker", () => {
  const forged = "https://interviews.example/r/0197a6f2-0000-7000-8000-000000000000";
  const note = noteFor({ note: "cancelled", times, by: "the candidate", reason: forged }, noteSample);
  expect(note).not.toContain(forged);
  expect(note.split("https://interviews.example/r/")).toHaveLength(2);
});
