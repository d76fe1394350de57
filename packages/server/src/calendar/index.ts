/** The door of the calendars for the rest of the server: handlers, API, help pages. One per process, because of its reading thread. */
import type { Handler } from "../effects/effect.ts";
import type { Binding } from "../http/bind.ts";
import { senderOf } from "../mail/sender.ts";
import type { Ground } from "../parts.ts";
import { createReach } from "../outside/reach.ts";
import { calendarBindings } from "./bindings.ts";
import type { CalendarDeps } from "./deps.ts";
import { entryHandler } from "./entry.ts";
import { calendarHelpRoutes } from "./help/routes.ts";
import { createReader } from "./reader/reader.ts";
import { mendReadings, readingHandler } from "./reading.ts";

export interface Calendars {
  handlers: Handler[];
  bindings: Binding[];
  helpRoutes: ReturnType<typeof calendarHelpRoutes>;
  /** At the start: readings that stopped go on. */
  mend(): Promise<void>;
  close(): void;
}

type CalendarGround = Pick<Ground, "door" | "crypt" | "log" | "config" | "wake">;

export function createCalendars({ door, crypt, log, config, wake }: CalendarGround): Calendars {
  const reader = createReader();
  const deps: CalendarDeps = {
    door,
    crypt,
    log,
    reader,
    reach: createReach({ privateHosts: config.calendar.privateHosts }),
    publicUrl: config.publicUrl,
    intervalMs: config.calendar.intervalMs,
    wake: () => wake.now(),
  };
  return {
    handlers: [readingHandler(deps), entryHandler({ ...deps, uidHost: senderOf(config.mailFrom).host })],
    bindings: calendarBindings(deps),
    helpRoutes: calendarHelpRoutes({ supportEmail: config.supportEmail }),
    mend: () => mendReadings(deps),
    close: () => void reader.close(),
  };
}
