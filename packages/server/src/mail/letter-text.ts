/** The plain twin of a letter: the same words, bare addresses, no wrapping (the reader's program does that better). */
import type { Block, Letter, Line } from "./letter.ts";
import { webAddress } from "./web-address.ts";

export function letterText(letter: Letter): string {
  const blocks = [...letter.blocks.map(blockText), letter.foot.map(lineText).join("\n")];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.lines.map(lineText).join("\n");
    case "facts":
      return block.rows.map(([label, value]) => `${label}: ${lineText(value)}`).join("\n");
    case "action":
      return `${block.lead}\n${webAddress(block.link)}`;
    default:
      return block satisfies never;
  }
}

function lineText(line: Line): string {
  if (typeof line === "string") return line;
  return line.map((part) => (typeof part === "string" ? part : webAddress(part.link))).join("");
}
