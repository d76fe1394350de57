import { describe, expect, test } from "vitest";
import { mailForCandidate } from "../src/mail/candidate/index.ts";
import { ratingAnswerMail } from "../src/mail/candidate/rating-answer.ts";
import { memberInvitationMail } from "../src/mail/company/member-invitation.ts";
import { applicationReceivedMail } from "../src/mail/expert/application-received.ts";
import { mailForExpert } from "../src/mail/expert/index.ts";
import type { Mail } from "../src/mail/mail.ts";
import { isMailAddress } from "../src/mail/mail-address.ts";
import { mentionFree, oneLine, plainLines, plainWords } from "../src/mail/plain-words.ts";
import { operatorApplicationsMail } from "../src/mail/operator/applications.ts";
import { candidateSample, expertSample, sampleStartAt } from "../src/mail/preview/samples.ts";
import { isWebAddress, webAddress } from "../src/mail/web-address.ts";
import { hostileStrings } from "./hostile.ts";

const times = { startAt: sampleStartAt, endAt: sampleStartAt + 3_600_000 };

/** A mail of each make, with the words in every place where a person's words may stand. */
function mailsWith(words: string): Mail[] {
  const candidate = {
    ...candidateSample,
    company: { name: words },
    role: words,
    firstName: words,
    format: words,
    equipment: words,
    recordingLine: words,
    expertFirstName: words,
  };
  const expert = {
    ...expertSample,
    firstName: words,
    company: words,
    role: words,
    round: words,
    candidateFirstName: words,
  };
  return [
    mailForCandidate({ mail: "invitation" }, candidate),
    mailForCandidate({ mail: "booked", times, sequence: 1, expertId: "e", matched: false }, candidate),
    mailForExpert({ mail: "expert_booked", times, sequence: 1 }, expert),
    ratingAnswerMail({ ...candidate, startAt: sampleStartAt, answer: words }),
    memberInvitationMail({
      ...expertSample,
      company: words,
      role: words,
      invitedBy: words,
      link: "https://a.example/x",
      validUntil: 0,
    }),
    applicationReceivedMail({ ...expertSample, firstName: words, answerBy: sampleStartAt }),
    operatorApplicationsMail({
      ...expertSample,
      longest: [{ name: words, answerBy: sampleStartAt }],
      waiting: 1,
      link: "https://a.example/x",
    }),
  ];
}

const tag = /<\/?([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g;
const ownTags = ["html", "head", "meta", "title", "style", "body", "table", "tr", "td", "p", "a", "br", "strong"];

describe.each(hostileStrings.map((words) => [words]))("with %j in every place", (words) => {
  const mails = mailsWith(words);
  const harmless = mailsWith("plain");

  test("the HTML holds our tags only, as many as ever, and leads to our addresses only", () => {
    for (const [place, { html }] of mails.entries()) {
      const rest = html.replace("<!doctype html>", "").replaceAll(tag, (_whole, name: string, attributes: string) => {
        expect(ownTags).toContain(name);
        expect(attributes).not.toMatch(/\son[a-z]+=/);
        return "";
      });
      expect(rest).not.toMatch(/[<]/);
      for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        expect(address).toMatch(/^https:\/\/(interviews|a)\.example\//);
      }
      const anchors = (mail: Mail | undefined) => mail?.html.match(/<a /g)?.length;
      expect(anchors(mails[place])).toBe(anchors(harmless[place]));
    }
  });

  test("subject and sender's name are one line of whole characters", () => {
    for (const { subject, fromName } of mails) {
      for (const line of [subject, fromName ?? ""]) {
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(line.length).toBeLessThanOrEqual(200);
      }
    }
  });

  test("nothing in the text would be made a link by a mail program", () => {
    for (const { text } of mails) {
      const own = text
        .replaceAll(/https:\/\/(interviews|a)\.example\/\S*/g, "")
        .replaceAll("support@interviewvector.example", "");
      expect(own).not.toMatch(/:\/\/|www\.\w|evil\.example|\w@\w/i);
    }
  });

  test("nor would it mention anybody in the ATS", () => {
    expect(mentionFree(words)).not.toMatch(/@(?!\u2060)/);
  });
});

describe("people's words", () => {
  test("stay as typed where they are only words", () => {
    for (const words of [
      "Node.js",
      "Vue.js,",
      "e.g. this",
      "C++ / C#",
      "Acme & Söhne",
      "J.R.R. Tolkien",
      "v3.11",
      "O'Neil",
      "3.5 years",
    ]) {
      expect(plainWords(words)).toBe(words);
    }
  });

  test("keep their paragraphs where they may be long", () => {
    expect(plainLines("one\r\ntwo\n\n\nthree")).toEqual(["one", "two", "", "three"]);
  });

  test("are cut between characters, and say that they were", () => {
    expect(oneLine("👩‍💻".repeat(100), 12)).toBe("👩‍💻👩‍💻…");
    expect(oneLine("x".repeat(400)).length).toBeLessThanOrEqual(300);
  });
});

describe("addresses", () => {
  test("of the web are http or https, without a name inside", () => {
    for (const good of [
      "https://a.example",
      "http://localhost:3000/i/x.1.y",
      "https://a.example/p?q=1&r=2#z",
      "https://a.example/%22",
    ]) {
      expect(isWebAddress(good), good).toBe(true);
    }
    const bad = [
      "javascript:alert(1)",
      "data:text/html,x",
      "//a.example",
      "a.example",
      "https://",
      "https://user@a.example/",
      "https://u:p@a.example/",
      'https://a.example/"onclick=',
      "https://a.example/ x",
      "https://a.example/\r\nX: y",
      "https://a.example/\u2028",
      "ftp://a.example/",
      " https://a.example/",
      "https:\\\\a.example",
      "",
    ];
    for (const address of bad) {
      expect(isWebAddress(address), address).toBe(false);
      expect(() => webAddress(address)).toThrow(TypeError);
    }
  });

  test("a logo from elsewhere or with another scheme is left out, and the name stands in its place", () => {
    const shown = (logoUrl: string) =>
      mailForCandidate({ mail: "expired" }, { ...candidateSample, company: { name: "Acme", logoUrl } }).html;
    expect(shown("https://interviews.example/logo/acme.png")).toContain(
      '<img class="iv-logo" src="https://interviews.example/logo/acme.png" alt="Acme"',
    );
    for (const logo of [
      "https://evil.example/pixel.png",
      "https://interviews.example.evil.example/pixel.png",
      "javascript:alert(1)",
      "data:image/svg+xml,<svg onload=alert(1)>",
      'https://x.example/" onerror="alert(1)',
      "",
    ]) {
      expect(shown(logo)).not.toContain("<img");
    }
  });

  test("of mail are bare", () => {
    for (const good of ["a@b.example", "o'neil+x@b.example", "名@例え.jp"])
      expect(isMailAddress(good), good).toBe(true);
    for (const bad of [
      "a",
      "a@",
      "@b",
      "a@b@c",
      "a b@c.example",
      '"a"@b.example',
      "a@b.example,c@d.example",
      "<a@b.example>",
      "a@b.example\n",
      `${"x".repeat(250)}@b.example`,
    ]) {
      expect(isMailAddress(bad), bad).toBe(false);
    }
  });
});
