/** Every mail to operators about an interview, and which one an effect asks for. */
import type { OperatorMail } from "@interviewvector/domain";
import type { Mail } from "../mail.ts";
import { operatorExpertMissingMail } from "./expert-missing.ts";
import type { OperatorFacts } from "./letter.ts";
import { operatorProposalMail } from "./proposal.ts";
import { operatorReportLateMail } from "./report-late.ts";

/** What is gathered at the moment of sending, whatever the mail. */
export type OperatorMailFacts = OperatorFacts & { expert: string; candidateZone: string };

export function mailForOperator(request: OperatorMail, facts: OperatorMailFacts): Mail {
  switch (request.mail) {
    case "operator_proposal":
      return operatorProposalMail({ ...facts, ranges: request.ranges, answerBy: request.answerBy });
    case "operator_report_late":
      return operatorReportLateMail({ ...facts, endAt: request.times.endAt, dueAt: request.dueAt });
    case "operator_expert_missing":
      return operatorExpertMissingMail({ ...facts, startAt: request.times.startAt });
    default:
      return request satisfies never;
  }
}
