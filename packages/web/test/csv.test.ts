import { expect, it } from "vitest";
import { csvCell, csvText } from "../src/look/csv.ts";

it("makes cells harmless that a spreadsheet would run", () => {
  for (const evil of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    expect(csvCell(evil).replace(/^"/, "")[0]).toBe("'");
});

it("makes harmless what begins a cell only where cells end at a semicolon or a tab", () => {
  // A spreadsheet of a country with decimal commas splits the same file there.
  expect(csvCell("Kim;=1+1")).toBe("Kim;'=1+1");
  expect(csvCell("Kim\t@SUM(A1)")).toBe("Kim\t'@SUM(A1)");
  expect(csvCell("Kim\n=1+1")).toBe('"Kim\n\'=1+1"');
  expect(csvCell("a;b = c-d")).toBe("a;b = c-d");
});

it("quotes what would break a row", () => {
  expect(csvText([["a,b", 'say "hi"', "two\nlines"]])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
});
