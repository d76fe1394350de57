/** Documents as a reader sees them: the words of a PDF that was made with embedded fonts, the cells of a CSV file. */
import { inflateSync } from "node:zlib";

/** The words in the order in which they are drawn, by the fonts' own maps from glyphs to characters. */
export function pdfWords(bytes: Uint8Array): string {
  const file = Buffer.from(bytes).toString("latin1");
  const objects = new Map<string, { head: string; body: string }>();
  for (const [, id = "", rest = ""] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = "", stream] = rest.split(/\nstream\n/);
    const packed = stream?.replace(/\nendstream$/, "");
    const body = packed !== undefined && head.includes("FlateDecode") ? inflated(packed) : (packed ?? "");
    objects.set(id, { head, body });
  }
  const fonts = new Map<string, Map<string, string>>();
  for (const { head } of objects.values())
    for (const [, name = "", id = ""] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? "")?.[1];
      if (map !== undefined) fonts.set(name, glyphsOf(objects.get(map)?.body ?? ""));
    }
  return [...objects.values()]
    .filter(({ body }) => /\bBT\b/.test(body))
    .map(({ body }) => drawn(body, fonts))
    .join("\n");
}

function inflated(packed: string): string {
  return inflateSync(Buffer.from(packed, "latin1")).toString("latin1");
}

/** Glyph (hex) to characters, from the map's ranges. */
function glyphsOf(map: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, block = ""] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = "", list = ""] of block.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
      [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ""], place) => {
        const glyph = (Number.parseInt(from, 16) + place).toString(16).padStart(4, "0");
        glyphs.set(glyph, Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le"));
      });
  return glyphs;
}

function drawn(content: string, fonts: Map<string, Map<string, string>>): string {
  let font = new Map<string, string>();
  const words: string[] = [];
  for (const [operation, name, text] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (operation.endsWith("TJ"))
      words.push(
        [...(text ?? "").matchAll(/<([0-9a-f]*)>/gi)]
          .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
          .map((glyph) => font.get(glyph.toLowerCase()) ?? "\ufffd")
          .join(""),
      );
  }
  return words.join(" ");
}

/** RFC 4180; throws where a quote is not closed. */
export function csvCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text.replace(/^\ufeff/, "");
  while (rest !== "") {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/.exec(rest);
    if (!cell) throw new Error(`no cell: ${rest.slice(0, 60)}`);
    rows.at(-1)?.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? "");
    rest = rest.slice(cell[0].length);
    if (cell[3] === "\r\n" && rest !== "") rows.push([]);
  }
  return rows;
}
