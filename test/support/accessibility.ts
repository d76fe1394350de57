/** What axe finds against WCAG 2.2 AA on the page as it stands now. It sees what a machine can see; people see the rest. */
import axe from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Finding {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/**
 * One readable line per element that fails; empty when all is well. `only` names the rules to ask, where a full look at the
 * same page was taken before. Documents inside frames are not looked into.
 */
export async function checkAccessibility(page: Page, only?: readonly string[]): Promise<string[]> {
  // Evaluated rather than added as a script, so that a strict content security policy stays in force; once per document.
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(axe.source);
  const options = {
    runOnly: only ? { type: "rule", values: only } : { type: "tag", values: TAGS },
    resultTypes: ["violations"],
    iframes: false,
    // Would read every style sheet once more, for a rule that is off, and wait for sounds, of which there are none.
    preload: false,
  };
  const found = await page.evaluate<Finding[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((all) =>
      all.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help} — ${node.target.join(" ")}: ${(node.failureSummary ?? "").replaceAll(/\s+/g, " ")}`,
    ),
  );
}
