/** Texts with places: what may be kept, and how they are filled. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, fillText, isRefusal, type TextRules } from "../src/index.ts";

const rules: TextRules = {
  places: { owner: "the owner", candidate: "the name", "candidate's": "the name's", link: "the link", details: "more" },
  must: { link: "without it nobody can book." },
  once: ["details"],
  maxLength: 200,
};

describe("a text is refused with words that say what to do", () => {
  test.each([
    ["Hello {firstname} {link}", "There is no {firstname} here. These can stand: {owner}, {candidate}"],
    ["Hello {Candidate} {link}", "There is no {Candidate} here; it is written {candidate}."],
    ["Hello {candidate}", "{link} must stand in this text: without it nobody can book."],
    ["Hello {candidate} {link} {", 'A "{" stands alone.'],
    ["Hello } {link}", 'A "}" stands alone.'],
    ["{link} {details} {details}", "{details} may stand only once"],
    ["{link} {}", 'A "{" stands alone.'],
    ["  \n ", "The text is empty."],
    [`{link}${"x".repeat(200)}`, "The text is too long: 206 characters of 200."],
    ["{link}\u0001", "a character that can't be shown"],
  ])("%j", (text, words) => {
    const checked = checkText(text, rules);
    expect(isRefusal(checked) && checked.words).toContain(words);
  });

  test("one that has what it needs is kept", () => {
    expect(checkText("@rui {owner} {candidate's} link:\n\n{link}\n{details}", rules)).toBeNull();
  });
});

describe("filling", () => {
  test("a line that is empty once it is filled falls away, with the gap it would leave", () => {
    const text = "{owner} {candidate} is here.\n\n{link}\n\nEnd";
    expect(fillText(text, { owner: "", candidate: "Maya", link: "" })).toBe("Maya is here.\n\nEnd");
    expect(fillText(text, { owner: "@lena", candidate: "Maya", link: ["a", "b"] })).toBe(
      "@lena Maya is here.\n\na\nb\n\nEnd",
    );
  });

  test("an @ of the text before somebody else's words mentions nobody", () => {
    expect(fillText("Ask @{candidate} or @ru{candidate}", { candidate: "i" })).toBe("Ask @\u2060i or @ru\u2060i");
  });

  test("whatever fills a place is never read as a text again", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("{link}", "{owner}", "{candidate's}", "$&", "$1"), (before, place) => {
        const value = `${before.replaceAll(/\s/g, "")}${place}x`;
        expect(fillText("a {candidate} b", { candidate: value, link: "LINK", owner: "OWNER" })).toBe(`a ${value} b`);
      }),
    );
  });
});
