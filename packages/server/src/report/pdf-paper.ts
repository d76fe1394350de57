/**
 * The paper a report is printed on: A4, margins, two weights of one font, and the few things that are put on it.
 * It knows nothing of reports. Texts are drawn as typed; what the font lacks is said in other words or shown as a box.
 */
import { readFileSync } from "node:fs";
import PdfDocument from "pdfkit";
import { coverageOf } from "./font/coverage.ts";
import { printableWords } from "./pdf-words.ts";

export const colours = { text: "#1c2430", quiet: "#55606e", line: "#dfe4ea", accent: "#1d4ed8", ground: "#f3f5f8" };
export const margin = 56;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - 72;

export interface Paper {
  document: PDFKit.PDFDocument;
  /** Set once a character was met that the font lacks. */
  lacksCharacters: boolean;
}

const font = lazily(() => {
  const regular = fontFile("NotoSans-Regular.ttf");
  return { regular, bold: fontFile("NotoSans-Bold.ttf"), covered: coverageOf(regular) };
});

export function newPaper(about: { title: string; author: string; createdAt: number }): Paper {
  const date = new Date(Math.floor(about.createdAt / 1000) * 1000);
  const document = new PdfDocument({
    size: "A4",
    margins: { top: margin, bottom: 72, left: margin, right: margin },
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    // The file's id is computed from these: the same report gives the same bytes.
    info: {
      Title: about.title,
      Author: about.author,
      Creator: "InterviewVector",
      Producer: "InterviewVector",
      CreationDate: date,
      ModDate: date,
    },
  });
  document.registerFont("regular", font().regular);
  document.registerFont("bold", font().bold);
  document.font("regular").fontSize(10).fillColor(colours.text);
  return { document, lacksCharacters: false };
}

/** A megabyte that a process without reports need not read. */
function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function fontFile(name: string): Buffer {
  return readFileSync(new URL(`./font/${name}`, import.meta.url));
}

export interface Style {
  size?: number;
  bold?: boolean;
  colour?: string;
  /** Points from the left margin. */
  indent?: number;
  /** Free room below. */
  after?: number;
}

/** Running text; paragraphs as typed. */
export function text(paper: Paper, words: string, style: Style = {}): void {
  const { document } = paper;
  const indent = style.indent ?? 0;
  document
    .font(style.bold ? "bold" : "regular")
    .fontSize(style.size ?? 10)
    .fillColor(style.colour ?? colours.text)
    .text(printable(paper, words), margin + indent, document.y, { width: width - indent, lineGap: 2 });
  document.y += style.after ?? 0;
}

export function heading(paper: Paper, words: string): void {
  keepTogether(paper, 60);
  paper.document.y += 12;
  text(paper, words, { size: 13, bold: true, after: 6 });
}

/** A new page when less than this is left: a heading must not stand alone at the foot. */
export function keepTogether(paper: Paper, height: number): void {
  if (paper.document.y + height > bottom) paper.document.addPage();
}

/** How high the words will be, to keep a block on one page. */
export function heightOf(paper: Paper, words: string, style: Style = {}): number {
  paper.document.font(style.bold ? "bold" : "regular").fontSize(style.size ?? 10);
  return paper.document.heightOfString(printable(paper, words), { width: width - (style.indent ?? 0), lineGap: 2 });
}

/** The foot of every page, once all pages are there. */
export function numberPages(paper: Paper, words: string): void {
  const { document } = paper;
  const { start, count } = document.bufferedPageRange();
  const line = printable(paper, words);
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(start + page);
    // The foot lies in the margin, where text would otherwise begin a new page.
    document.page.margins.bottom = 0;
    document.font("regular").fontSize(8).fillColor(colours.quiet);
    document.text(line, margin, 841.89 - 48, { width: width - 80, height: 12, ellipsis: true, lineBreak: false });
    document.text(`Page ${page + 1} of ${count}`, margin + width - 80, 841.89 - 48, {
      width: 80,
      align: "right",
      lineBreak: false,
    });
  }
}

export function bytesOf(paper: Paper): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    paper.document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    paper.document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    paper.document.on("error", reject);
    paper.document.end();
  });
}

function printable(paper: Paper, words: string): string {
  const clean = printableWords(words, font().covered);
  if (clean.lacking) paper.lacksCharacters = true;
  return clean.words;
}
