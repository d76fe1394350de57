import { expect, test } from "vitest";
import { tallyOf } from "../scripts/test/tally.ts";

function report(statuses: string[], file: { status?: string } = {}): string {
  const assertionResults = statuses.map((status) => ({ fullName: "a test", status }));
  return JSON.stringify({
    numTotalTests: statuses.length,
    numPassedTests: statuses.filter((status) => status === "passed").length,
    testResults: [{ name: "some.test.ts", status: file.status ?? "passed", assertionResults }],
  });
}

test("passed and failed tests are counted", () => {
  expect(tallyOf(report(["passed", "passed", "failed"]), 1)).toEqual({ passed: 2, failed: 1 });
});

test.each(["skipped", "pending", "todo", "disabled"])("a test that is %s counts as failed", (status) => {
  expect(tallyOf(report(["passed", status]), 0)).toEqual({ passed: 1, failed: 1 });
});

test("a file that broke before its first test counts as failed", () => {
  expect(tallyOf(report([], { status: "failed" }), 1)).toEqual({ passed: 0, failed: 1 });
});

test("a failure outside every test still fails the run, as does a missing report", () => {
  expect(tallyOf(report(["passed"]), 1)).toEqual({ passed: 1, failed: 1 });
  expect(tallyOf("", 0)).toEqual({ passed: 0, failed: 1 });
});
