/**
 * The report as a PDF: what a hiring manager reads on paper, in the order in which they decide. Pure but for the font
 * file: the same facts give the same bytes, so that a repeated upload is the same file.
 */
import { recommendationWords, type Recommendation } from "@interviewvector/domain";
import { dayWords, whenWords } from "../time/wording.ts";
import type { ReportPdfCompetency, ReportPdfFacts } from "./pdf-facts.ts";
import * as on from "./pdf-paper.ts";
import { colours, margin, newPaper, type Paper } from "./pdf-paper.ts";

export type { ReportPdfFacts } from "./pdf-facts.ts";

/** Ground and letters of the recommendation; its words stand on it, so the colour only repeats them. */
const badge: Record<Recommendation, string> = {
  strong_hire: "#0f6b3c",
  hire: "#23744a",
  no_hire: "#8a5a00",
  strong_no_hire: "#a32222",
};

export function reportPdf(facts: ReportPdfFacts): Promise<Uint8Array> {
  const paper = newPaper({
    title: `Interview report: ${facts.candidate}, ${facts.position}`,
    author: facts.company,
    createdAt: facts.submittedAt,
  });
  head(paper, facts);
  recommendation(paper, facts);
  competencies(paper, facts.competencies);
  part(paper, "Strengths", facts.strengths);
  part(paper, "Concerns", facts.concerns);
  questions(paper, facts.questions);
  part(paper, "Integrity signals", facts.integrity);
  foot(paper, facts);
  return on.bytesOf(paper);
}

function head(paper: Paper, facts: ReportPdfFacts): void {
  on.text(paper, facts.version > 1 ? `Interview report, corrected (version ${facts.version})` : "Interview report", {
    size: 10,
    bold: true,
    colour: colours.accent,
    after: 2,
  });
  on.text(paper, facts.candidate, { size: 22, bold: true });
  on.text(paper, `${facts.position}, ${facts.company}`, { size: 12, colour: colours.quiet, after: 12 });
  const minutes = Math.round((facts.endAt - facts.startAt) / 60_000);
  const expert = facts.expertFirstName.trim();
  const rows: [string, string][] = [
    ["Round", facts.round],
    ["Held", `${whenWords(facts.startAt, facts.zone)}, ${minutes} minutes`],
    ["Interviewer", expert === "" ? "an independent expert" : `${expert}, an independent expert`],
    ["Report of", whenWords(facts.submittedAt, facts.zone)],
  ];
  for (const [label, value] of rows) row(paper, label, value);
  paper.document.y += 10;
}

/** Label left, value beside it. */
function row(paper: Paper, label: string, value: string): void {
  const top = paper.document.y;
  on.text(paper, label, { colour: colours.quiet });
  paper.document.y = top;
  on.text(paper, value, { indent: 90, after: 2 });
}

function recommendation(paper: Paper, facts: ReportPdfFacts): void {
  const { document } = paper;
  const words = recommendationWords[facts.recommendation];
  const top = document.y;
  document.font("bold").fontSize(13);
  const boxWidth = document.widthOfString(words) + 28;
  document.roundedRect(margin, top, boxWidth, 30, 6).fill(badge[facts.recommendation]);
  document.fillColor("#ffffff").text(words, margin + 14, top + 6, { lineBreak: false });
  document.y = top + 42;
  on.text(paper, facts.summary, { size: 11, after: 4 });
}

function competencies(paper: Paper, all: ReportPdfCompetency[]): void {
  if (all.length === 0) return;
  on.heading(paper, "Competencies");
  for (const competency of all) {
    const anchor = competency.score === null ? "Not assessed" : competency.anchor;
    on.keepTogether(paper, 48 + Math.min(on.heightOf(paper, competency.evidence, { indent: 90 }), 200));
    const top = paper.document.y;
    score(paper, competency.score);
    paper.document.y = top;
    on.text(paper, competency.name, { bold: true, indent: 90, size: 10.5 });
    if (anchor.trim() !== "") on.text(paper, anchor, { indent: 90, colour: colours.quiet, after: 2 });
    if (competency.evidence.trim() !== "") on.text(paper, competency.evidence, { indent: 90 });
    paper.document.y += 9;
  }
}

/** Four squares, as many filled as scored, and the same in words. */
function score(paper: Paper, value: number | null): void {
  const { document } = paper;
  const top = document.y;
  if (value === null) {
    on.text(paper, "–", { colour: colours.quiet });
    return;
  }
  for (let step = 0; step < 4; step += 1) {
    document.roundedRect(margin + step * 10, top + 4, 8, 8, 1.5).fill(step < value ? colours.accent : colours.line);
  }
  document.y = top;
  on.text(paper, `${value} of 4`, { indent: 46, bold: true, size: 9 });
}

function part(paper: Paper, title: string, words: string): void {
  if (words.trim() === "") return;
  on.heading(paper, title);
  on.text(paper, words, { after: 4 });
}

function questions(paper: Paper, all: ReportPdfFacts["questions"]): void {
  if (all.length === 0) return;
  on.heading(paper, "Questions");
  let section = "";
  for (const question of all) {
    on.keepTogether(paper, 60);
    if (question.section !== section) {
      section = question.section;
      on.text(paper, section, { colour: colours.quiet, bold: true, size: 9.5, after: 3 });
    }
    on.text(paper, question.text, { bold: true, after: 2 });
    on.text(paper, question.notes, { after: 8 });
  }
}

function foot(paper: Paper, facts: ReportPdfFacts): void {
  if (paper.lacksCharacters) {
    paper.document.y += 10;
    on.text(
      paper,
      "A box stands for characters that this document can't show; the report's page in InterviewVector shows them.",
      {
        size: 8.5,
        colour: colours.quiet,
      },
    );
  }
  on.numberPages(
    paper,
    `${facts.candidate}, ${facts.round}, ${dayWords(facts.startAt, facts.zone)}. Confidential: for ${facts.company} only.`,
  );
}
