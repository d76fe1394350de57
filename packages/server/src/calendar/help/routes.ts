/** /help/calendars and its pages. Public, plain HTML, no script. */
import { Hono } from "hono";
import { show } from "../../candidate/frame.ts";
import type { Variables } from "../../http/problem.ts";
import { type HelpName, helpPages } from "./pages.ts";

export function calendarHelpRoutes({ supportEmail }: { supportEmail: string }): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  for (const [name, page] of Object.entries(helpPages) as [HelpName, (typeof helpPages)[HelpName]][]) {
    const path = name === "calendars" ? "/help/calendars" : `/help/calendars/${name}`;
    routes.get(path, (context) => show(context, page(), { supportEmail }));
  }
  return routes;
}
