/** Somebody at a browser of their own, whose console is heard: an error, a refusal of the policy or a broken request fails the test. */
import { type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { closeContext } from "./browser.ts";

export interface Visitor {
  page: Page;
  /** What the browser complained about so far, one line each. */
  complaints: readonly string[];
  leave(): Promise<void>;
}

/** Wide by default. Answers from 400 on count as complaints, except those that `expected` names. */
export async function visit(
  browser: Browser,
  { expected = /$^/, ...options }: BrowserContextOptions & { expected?: RegExp } = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const complain = (words: string): void => {
    if (!expected.test(words)) complaints.push(words);
  };
  context.on("page", (page) => {
    page.on("console", (message) => {
      if (message.type() === "error") complain(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complain(`${page.url()}: ${error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 400)
        complain(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
    });
  });
  return { page: await context.newPage(), complaints, leave: () => closeContext(context) };
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, timezoneId: "Europe/Madrid" };
