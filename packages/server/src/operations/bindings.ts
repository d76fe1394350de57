/** The operators' screens over HTTP: the next day, experts, guides, the ledger, what came in. */
import { isRefusal, operationsApi, type Actor } from "@interviewvector/domain";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { refused } from "../http/problem.ts";
import { act } from "../interview/act.ts";
import { auditLogBinding } from "./audit-log.ts";
import { companiesBinding } from "./companies.ts";
import { deliveriesBinding } from "./deliveries.ts";
import type { OperationsDeps } from "./deps.ts";
import { effectBindings } from "./effects.ts";
import { expertBindings } from "./experts.ts";
import { guideBindings } from "./guides.ts";
import { todayBinding } from "./today.ts";
import { vettingBindings } from "./vetting.ts";

export function operationsBindings(deps: OperationsDeps): Binding[] {
  return [
    todayBinding(deps),
    ...expertBindings(deps),
    ...vettingBindings(deps),
    ...guideBindings(deps),
    ...effectBindings(deps),
    deliveriesBinding(deps),
    companiesBinding(deps),
    auditLogBinding(deps),
    forOperator(operationsApi.operatorMarkNoShow, async ({ by, params, body }) => {
      const actor: Actor = { kind: "operator", id: by.id, name: by.name };
      const event = { type: "didNotCome", party: body.party } as const;
      const decision = await act(deps.door, idParam(params, "interviewId"), actor, event);
      if (isRefusal(decision)) throw refused(decision);
      return { ok: true as const };
    }),
  ];
}
