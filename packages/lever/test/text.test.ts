import { expect, test } from "vitest";
import { readJson, wholeText } from "../src/wire/json.ts";

test("texts come without what no database takes, and otherwise as typed", () => {
  const bytes = Buffer.from('{"name":"a\\u0000b \\ud800 \\ud83d\\ude00 <b>\\r\\n\\u202e","list":["\\u0000"],"n":1}');
  expect(readJson(bytes)).toEqual({ name: "ab \ufffd 😀 <b>\r\n\u202e", list: [""], n: 1 });
  expect(wholeText("as it is")).toBe("as it is");
});
