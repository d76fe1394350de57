/** Somebody who has no mouse: what Tab reaches, whether one sees where one is, and pressing keys until one stands on something. */
import type { Locator, Page } from "playwright-core";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary";

/**
 * Goes once around the page with Tab. Answers in words what is wrong: what can be used but not reached, where the focus can't
 * be seen, or where it doesn't get out again. Radio buttons of one name are one stop, as browsers have it.
 */
export async function walkByTab(page: Page): Promise<string[]> {
  await page.evaluate("document.activeElement?.blur()");
  const most = await page.locator(FOCUSABLE).count();
  const wrong: string[] = [];
  const reached = new Set<string>();
  let isOut = false;
  for (let step = 0; step < 2 * most + 10 && !isOut; step++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<{ name: string; isSeen: boolean } | null>(`(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      at.dataset.walked = "yes";
      const style = getComputedStyle(at);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      const box = at.getBoundingClientRect();
      const inView = box.bottom > 0 && box.top < innerHeight;
      return { name: at.tagName + " " + (at.getAttribute("aria-label") ?? at.innerText ?? at.name ?? "").trim().slice(0, 60), isSeen: outlined && inView };
    })()`);
    if (stop === null) isOut = true;
    else {
      if (!stop.isSeen) wrong.push(`one does not see that one stands on ${stop.name}`);
      reached.add(stop.name);
    }
  }
  if (!isOut) wrong.push(`the focus does not get out of the page: ${[...reached].slice(-3).join(", ")}`);
  const missed = await page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(FOCUSABLE)})]
    .filter((one) => !one.dataset.walked && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.type !== "radio" || !document.querySelector('[name="' + one.name + '"][data-walked]'))
    .map((one) => one.tagName + " " + (one.innerText || one.name || "").trim().slice(0, 60))`);
  return [...wrong, ...missed.map((name) => `can't be reached with Tab: ${name}`)];
}

/** Presses Tab until one stands on it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 150; step++) {
    if ((await target.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("not reached within 150 presses of Tab");
}
