/** Setting a connection up: its API, and the return from Lever's consent page. */
import type { AppContext } from "../../http/problem.ts";
import type { Subject } from "../../http/subject.ts";
import { integrationBindings, type BindingDeps } from "./bindings.ts";
import { callbackRoutes } from "./callback-routes.ts";

export function createSetup(deps: BindingDeps & { subjectOf(context: AppContext): Promise<Subject> }) {
  return {
    bindings: integrationBindings(deps),
    callbackRoutes: callbackRoutes(deps, (context) => deps.subjectOf(context)),
  };
}
