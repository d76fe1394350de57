import { afterEach, expect, it, vi } from "vitest";
import { isOurs, safeNext } from "../src/session.ts";

afterEach(() => vi.unstubAllGlobals());

it("goes on only to paths of this site", () => {
  vi.stubGlobal("location", { origin: "https://interviews.example" });
  expect(safeNext("/app/interviews/1?x=1#y")).toBe("/app/interviews/1?x=1#y");
  // Dots are resolved away, and what is left would name another host.
  for (const evil of ["/.//evil.example", "/app/..//evil.example/x", "/%2e//evil.example"])
    expect(safeNext(evil)).toBeNull();
  for (const evil of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "app", ""])
    expect(safeNext(evil)).toBeNull();
  expect(safeNext(null)).toBeNull();
});

it("knows which paths it shows itself", () => {
  expect(isOurs("/app?x=1")).toBe(true);
  expect(isOurs("/r/123")).toBe(false);
  expect(isOurs("/apples")).toBe(false);
});
