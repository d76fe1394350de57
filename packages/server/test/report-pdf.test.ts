import { guideContent, reportDraft } from "@interviewvector/domain";
import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { coverageOf } from "../src/report/font/coverage.ts";
import { reportPdfFacts, type ReportPdfFacts } from "../src/report/pdf-facts.ts";
import { reportPdf } from "../src/report/pdf.ts";
import { printableWords } from "../src/report/pdf-words.ts";

const head = {
  company: "Acme",
  candidate: "Maya Rao",
  position: "Backend engineer",
  round: "Technical interview",
  startAt: Date.UTC(2026, 11, 8, 9),
  endAt: Date.UTC(2026, 11, 8, 10),
  zone: "Asia/Kolkata",
  expertFirstName: "Priya",
  submittedAt: Date.UTC(2026, 11, 8, 10, 40),
  version: 1,
};

const guide = guideContent.parse({
  format: "two tasks",
  sections: [
    {
      name: "Coding",
      minutes: 30,
      questions: [
        { id: "q1", text: "Merge intervals" },
        { id: "q2", text: "Not asked" },
      ],
    },
  ],
  competencies: [
    { id: "problem-solving", name: "Problem solving", anchors: ["one", "two", "three", "four"] },
    { id: "leading", name: "Leading", mandatory: false, anchors: ["one", "two", "three", "four"] },
  ],
});

const draft = reportDraft.parse({
  recommendation: "hire",
  competencies: { "problem-solving": { score: 3, evidence: "Merged them in 14 minutes." } },
  questions: { q1: "Brute force first." },
  summary: "Solid.",
});

const covered = coverageOf(readFileSync(new URL("../src/report/font/NotoSans-Regular.ttf", import.meta.url)));

function pages(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\/Type \/Page\b/g)?.length ?? 0
  );
}

describe("facts of a printed report", () => {
  test("each competency carries the words of its score; what was not assessed says so; questions without notes fall away", () => {
    const facts = reportPdfFacts(head, draft, guide);
    expect(facts.competencies).toEqual([
      { name: "Problem solving", score: 3, anchor: "three", evidence: "Merged them in 14 minutes." },
      { name: "Leading", score: null, anchor: "", evidence: "" },
    ]);
    expect(facts.questions).toEqual([{ section: "Coding", text: "Merge intervals", notes: "Brute force first." }]);
  });

  test("a report without a recommendation is not printed", () => {
    expect(() => reportPdfFacts(head, reportDraft.parse({}), guide)).toThrow(TypeError);
  });
});

describe("the file", () => {
  test("the same report is the same file, byte for byte", async () => {
    const facts = reportPdfFacts(head, draft, guide);
    const first = await reportPdf(facts);
    const second = await reportPdf(structuredClone(facts));
    expect(Buffer.from(first).subarray(0, 5).toString()).toBe("%PDF-");
    expect(Buffer.compare(first, second)).toBe(0);
    expect(pages(first)).toBe(1);
  });

  test("another version is another file", async () => {
    const facts = reportPdfFacts(head, draft, guide);
    expect(Buffer.compare(await reportPdf(facts), await reportPdf({ ...facts, version: 2 }))).not.toBe(0);
  });

  test("long texts, words without a blank, and scripts the font lacks end in pages, not in an error", async () => {
    const long: ReportPdfFacts = {
      ...reportPdfFacts(head, draft, guide),
      candidate: "田中さくら 👩‍💻 \u0000 محمد",
      summary: "word ".repeat(1600),
      strengths: "x".repeat(8000),
      concerns: "\n".repeat(300),
      integrity: "→ ≤ ∞\t\u202e\ud800",
    };
    expect(pages(await reportPdf(long))).toBeGreaterThan(3);
  });
});

test("the font draws Latin, Greek and Cyrillic; known signs are said in letters; the rest is a box", () => {
  for (const word of ["Şebnem İlkılıç", "Łódź", "Ünal", "Жанна", "Νίκος", "Nguyễn", "O(n²) “quoted” – €5 ₹9"]) {
    expect(printableWords(word, covered)).toEqual({ words: word, lacking: false });
  }
  expect(printableWords("a → b ≤ c ✓", covered)).toEqual({ words: "a -> b <= c yes", lacking: false });
  expect(printableWords("S\u0327ebnem", covered)).toEqual({ words: "Şebnem", lacking: false });
  expect(printableWords("田中 Sakura", covered)).toEqual({ words: "\u25a1 Sakura", lacking: true });
  expect(printableWords("a\u0000b\u202ec\r\nd\te", covered)).toEqual({ words: "abc\nd    e", lacking: false });
});
