/** Reads Vitest's JSON report so that nothing which did not run and pass can look like success. */

export interface Tally {
  passed: number;
  failed: number;
}

interface Report {
  numPassedTests: number;
  numTotalTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

export function tallyOf(json: string, exitCode: number): Tally {
  if (json === "") return { passed: 0, failed: 1 };
  const report = JSON.parse(json) as Report;
  for (const { name, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status !== "passed" && test.status !== "failed")
        console.log(`✗ did not run: ${test.fullName} (${name})`);
    }
  }
  const filesThatBroke = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numTotalTests - passed + filesThatBroke;
  // Vitest fails for reasons outside any test as well: an unhandled rejection, a set-up that broke, no test found.
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
