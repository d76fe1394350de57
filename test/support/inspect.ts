/** Looks at the open page as a phone and a desk show it, in light and in dark: what a machine can see that is wrong with it. */
import type { Page } from "playwright-core";
import { checkAccessibility } from "./accessibility.ts";

const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

/** What the other colours can change. */
const colours = ["color-contrast", "link-in-text-block"];

/** One line per fault; empty when all is well. The page must have settled, and motion be reduced. */
export async function inspect(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const found = await checkAccessibility(page, colorScheme === "light" ? undefined : colours);
      faults.push(...found.map((fault) => `${size.width} px, ${colorScheme}: ${fault}`));
    }
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (wide > size.width) faults.push(`${size.width} px: the page is ${wide} px wide and scrolls sideways`);
  }
  const silent = await page.evaluate<string[]>(
    `[...document.querySelectorAll("dd")].filter((said) => said.textContent.trim() === "" && said.children.length === 0)
      .map((said) => said.previousElementSibling?.textContent ?? "")`,
  );
  faults.push(...silent.map((term) => `nothing is said of "${term}"`));
  return faults;
}
