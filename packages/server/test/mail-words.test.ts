import { describe, expect, test } from "vitest";
import { mailForCandidate } from "../src/mail/candidate/index.ts";
import { recordingLine } from "../src/mail/candidate/recording.ts";
import type { Mail } from "../src/mail/mail.ts";
import { mailPreview } from "../src/mail/preview.ts";
import { candidateSample, interviewSamples, sampleStartAt } from "../src/mail/preview/samples.ts";
import { serviceSamples } from "../src/mail/preview/service-samples.ts";

const samples = [...interviewSamples, ...serviceSamples].map(
  (sample) => [`${sample.group}: ${sample.name}`, sample.make()] as const,
);
const toCandidates = samples.filter(([name]) => name.startsWith("To the candidate"));
const times = { startAt: sampleStartAt, endAt: sampleStartAt + 3_600_000 };
const booking = { times, sequence: 1, expertId: "priya" };

/** The words of an HTML mail, as a reader sees them. */
function wordsOf(html: string): string {
  return html
    .replace(/^[\s\S]*<body[^>]*>/, "")
    .replaceAll(/<br>\n?/g, "\n")
    .replaceAll(/<\/(p|td|tr|table)>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

test("the invitation says what was agreed, word for word", () => {
  const mail = mailForCandidate({ mail: "invitation" }, candidateSample);
  expect(mail.subject).toBe("Choose a time: Acme, Senior Backend Engineer");
  expect(mail.fromName).toBe("Acme interviews");
  expect(mail.replyTo).toBe("lena@acme.example");
  expect(mail.text).toBe(`Hello Maya,

Acme invites you to an online interview for Senior Backend Engineer. An independent expert interviews you through InterviewVector, on Acme's behalf.

Choose a time, or tell us which times suit you:
https://interviews.example/i/5f2b8c1e.1.q7Yw0r3mZ

Please book by Fri 11 Dec 2026, 14:30, Kolkata (GMT+5:30). No account is needed.

What to expect: 60 minutes by video: two coding tasks and a talk about a system you built.
Who is there: one expert; Acme may observe and is announced.
You need: a computer with camera and microphone, and a quiet place. A phone is enough for booking.
Recording: only if you agree; you are asked before joining, and a no is never held against you.
More time, captions or anything else: choose it when booking. We don't ask why.

Acme decides and will tell you the result. Not interested? You can say so on the same page.
This link is yours; please don't forward it. Questions: reply, or support@interviewvector.example.

Acme, with InterviewVector
Your data: https://interviews.example/i/5f2b8c1e.1.q7Yw0r3mZ/privacy
`);
});

test("without an owner replies go to support; without a first name nobody is addressed by half", () => {
  const mail = mailForCandidate({ mail: "invitation" }, { ...candidateSample, ownerEmail: null, firstName: " " });
  expect(mail.replyTo).toBe(candidateSample.support);
  expect(mail.text.startsWith("Hello,\n")).toBe(true);
});

describe.each(samples)("%s", (_name, mail) => {
  test("says the same words as text and as HTML", () => {
    const html = lines(wordsOf(mail.html)).map((line) => line.trim());
    for (const line of lines(mail.text)) expect(html).toContain(line);
  });

  test("is calm: no exclamation marks, no filler, nothing undefined, nothing doubled", () => {
    for (const words of [mail.subject, mail.text]) {
      expect(words).not.toMatch(
        /!|undefined|null|NaN|\[object|Invalid|\.\.|,,| {2}|please note|kindly|excited|unfortunately/i,
      );
    }
    expect(mail.subject.length).toBeLessThanOrEqual(110);
    expect(mail.text.endsWith("\n")).toBe(true);
  });

  test("has at most one button, fits 600 pixels, and needs nothing from elsewhere", () => {
    expect(mail.html.match(/class="iv-button"/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(mail.html).toContain("max-width:600px");
    expect(mail.html).not.toMatch(/<(link|script|iframe|form|object)\b|@import|url\(/i);
    expect(mail.html).not.toContain("<img");
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">');
  });

  test("offers a way to a human", () => {
    expect(mail.text).toContain("support@interviewvector.example");
  });
});

test.each(toCandidates)("%s names the company, and where the candidate's data is", (_name, mail: Mail) => {
  expect(mail.text).toContain("Acme, with InterviewVector");
  expect(mail.text).toContain("Your data: https://interviews.example/");
  expect(mail.fromName).toBe("Acme interviews");
});

test("every clock time in every mail stands with its zone", () => {
  for (const [name, mail] of samples) {
    for (const line of lines(`${mail.subject}\n${mail.text}`)) {
      if (/\b\d\d:\d\d\b/.test(line.replaceAll(/GMT[+−]\d+:\d\d/g, "GMT")))
        expect(`${name}: ${line}`).toMatch(/GMT|due at \d\d:\d\d/);
    }
  }
});

describe("what candidates are told", () => {
  test("a cancellation never carries the reason, and the neutral one blames nobody", () => {
    for (const by of ["candidate", "company", "neutral"] as const) {
      const { text } = mailForCandidate({ mail: "cancelled", ...booking, by }, candidateSample);
      expect(text).not.toMatch(/reason|reject|archiv|hired|stage/i);
      expect(text).toContain("Cancelled: Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)");
    }
    expect(mailForCandidate({ mail: "cancelled", ...booking, by: "neutral" }, candidateSample).text).toContain(
      "is no longer needed",
    );
  });

  test("what is our fault is said to be ours, with the nearest times", () => {
    const { text } = mailForCandidate({ mail: "please_rebook", ...booking }, candidateSample);
    expect(text).toContain("We are sorry");
    expect(text).toContain("It counts neither against you nor as a change of yours.");
    expect(text).toContain("Tue 8 Dec 2026, 16:30, Kolkata (GMT+5:30)");
  });

  test("who may not rebook is offered no link to do so", () => {
    const may = mailForCandidate({ mail: "missed", times, mayRebook: true }, candidateSample);
    const mayNot = mailForCandidate({ mail: "missed", times, mayRebook: false }, candidateSample);
    expect(may.html).toContain('class="iv-button"');
    expect(mayNot.html).not.toContain('class="iv-button"');
  });

  test("until when the time may be changed, or that it may not", () => {
    const booked = { mail: "booked", ...booking, matched: false } as const;
    expect(mailForCandidate(booked, candidateSample).text).toContain(
      "You can change the time until Tue 8 Dec 2026, 10:30, Kolkata (GMT+5:30).",
    );
    expect(mailForCandidate(booked, { ...candidateSample, changeUntil: null }).text).toContain(
      "can no longer be changed",
    );
  });

  test("who had a time chosen for them reads that, and that another may be chosen", () => {
    const booked = { mail: "booked", ...booking, matched: false, chosen: true } as const;
    expect(mailForCandidate(booked, candidateSample).text).toContain(
      "has chosen a time for you; if it doesn't suit you, please choose another.",
    );
  });

  test("a reminder stays true when it is read late", () => {
    for (const which of ["day_before", "hour_before", "ten_minutes"] as const) {
      const { subject, text } = mailForCandidate({ mail: "interview_reminder", times, which }, candidateSample);
      expect(`${subject} ${text}`).not.toMatch(/tomorrow|in (one|an|1) hour|in ten minutes|today/i);
    }
  });

  test("recording is said as it is", () => {
    expect(recordingLine("never", "Acme", "a@b.example")).toBe("none.");
    expect(recordingLine("required", "Acme", "a@b.example")).toContain("write to a@b.example before booking");
  });
});

test("the preview lists every mail and note, and shows each", async () => {
  const app = mailPreview();
  const index = await (await app.request("/")).text();
  for (const [name] of samples) expect(index).toContain(name.split(": ").slice(1).join(": ").replaceAll("'", "&#39;"));
  for (let place = 0; place < samples.length; place += 1) {
    expect((await app.request(`/mail/${place}`)).status).toBe(200);
    expect(await (await app.request(`/mail/${place}/html`)).text()).toBe(samples[place]?.[1].html);
  }
  expect((await app.request(`/mail/${samples.length}`)).status).toBe(404);
  expect(await (await app.request("/notes")).text()).toContain("@lena Maya Rao was invited");
});
