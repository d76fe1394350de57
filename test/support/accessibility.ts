/** What axe finds against WCAG 2.2 AA on the page as it stands now. It sees what a machine can see; people see the rest. */
import axe from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Finding {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** One readable line per element that fails; empty when all is well. Documents inside frames are not looked into. */
export async function checkAccessibility(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script, so that a strict content security policy stays in force.
  await page.evaluate(axe.source);
  const found = await page.evaluate<Finding[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"], iframes: false }).then((all) =>
      all.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help} — ${node.target.join(" ")}: ${(node.failureSummary ?? "").replaceAll(/\s+/g, " ")}`,
    ),
  );
}
