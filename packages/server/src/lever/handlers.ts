/** Every effect of this folder: reading, coming back, writing. */
import type { Handler } from "../effects/effect.ts";
import { writeHandlers } from "./effects.ts";
import { eraseHandler } from "./erase.ts";
import { readHandler, type InboxDeps } from "./inbox.ts";
import type { PollDeps } from "./poll-deps.ts";
import { pollHandler } from "./poll.ts";
import { postingsHandler, type PostingsEffectDeps } from "./postings-effect.ts";
import { watchHandler } from "./watch.ts";
import type { WriteDeps } from "./write/desk.ts";

export function leverHandlers(deps: InboxDeps & PollDeps & PostingsEffectDeps & WriteDeps): Handler[] {
  return [
    readHandler(deps),
    pollHandler(deps),
    postingsHandler(deps),
    watchHandler(deps),
    eraseHandler(deps),
    ...writeHandlers(deps),
  ];
}
