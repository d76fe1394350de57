/**
 * Which characters a TrueType font can draw, read from its `cmap` table (subtable formats 4 and 12; OpenType 1.9, "cmap").
 * Only for the fonts beside this file: it trusts their tables to be well formed.
 */
export function coverageOf(file: Buffer): Set<number> {
  const table = tableOffset(file, "cmap");
  const covered = new Set<number>();
  for (let record = 0; record < file.readUInt16BE(table + 2); record += 1) {
    const subtable = table + file.readUInt32BE(table + 4 + record * 8 + 4);
    const format = file.readUInt16BE(subtable);
    if (format === 4) addSegments(file, subtable, covered);
    if (format === 12) addGroups(file, subtable, covered);
  }
  return covered;
}

function tableOffset(file: Buffer, tag: string): number {
  for (let table = 0; table < file.readUInt16BE(4); table += 1) {
    const record = 12 + table * 16;
    if (file.toString("latin1", record, record + 4) === tag) return file.readUInt32BE(record + 8);
  }
  throw new TypeError(`the font has no table ${tag}`);
}

/** Format 12: groups of first character, last character, first glyph. */
function addGroups(file: Buffer, subtable: number, covered: Set<number>): void {
  for (let group = 0; group < file.readUInt32BE(subtable + 12); group += 1) {
    const at = subtable + 16 + group * 12;
    const last = file.readUInt32BE(at + 4);
    for (let code = file.readUInt32BE(at); code <= last; code += 1) covered.add(code);
  }
}

/** Format 4: segments by end, start, delta and range offset; a glyph of 0 is a gap. */
function addSegments(file: Buffer, subtable: number, covered: Set<number>): void {
  const bytes = file.readUInt16BE(subtable + 6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const end = file.readUInt16BE(subtable + 14 + segment);
    const start = file.readUInt16BE(subtable + 16 + bytes + segment);
    const delta = file.readUInt16BE(subtable + 16 + bytes * 2 + segment);
    const rangeAt = subtable + 16 + bytes * 3 + segment;
    const range = file.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const glyph = range === 0 ? (code + delta) & 0xffff : file.readUInt16BE(rangeAt + range + (code - start) * 2);
      if (glyph !== 0) covered.add(code);
    }
  }
}
