/** Setting a connection up, and how it writes: its API, and the return from Lever's consent page. */
import type { AppContext } from "../../http/problem.ts";
import type { Subject } from "../../http/subject.ts";
import { writingBindings } from "../writing/bindings.ts";
import type { WritingDeps } from "../writing/text-bindings.ts";
import { integrationBindings, type BindingDeps } from "./bindings.ts";
import { callbackRoutes } from "./callback-routes.ts";

export function createSetup(deps: BindingDeps & WritingDeps & { subjectOf(context: AppContext): Promise<Subject> }) {
  return {
    bindings: [...integrationBindings(deps), ...writingBindings(deps)],
    callbackRoutes: callbackRoutes(deps, (context) => deps.subjectOf(context)),
  };
}
