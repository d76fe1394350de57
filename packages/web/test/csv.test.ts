import { expect, it } from "vitest";
import { csvCell, csvText } from "../src/look/csv.ts";

it("makes cells harmless that a spreadsheet would run", () => {
  for (const evil of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    expect(csvCell(evil).replace(/^"/, "")[0]).toBe("'");
});

it("quotes what would break a row", () => {
  expect(csvText([["a,b", 'say "hi"', "two\nlines"]])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
});
