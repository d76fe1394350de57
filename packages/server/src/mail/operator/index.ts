/** Every mail to operators and auditors about an interview, and which one an effect asks for. */
import type { AuditorMail, OperatorMail } from "@interviewvector/domain";
import type { Mail } from "../mail.ts";
import { operatorExpertMissingMail } from "./expert-missing.ts";
import type { OperatorFacts } from "./letter.ts";
import { operatorProposalLateMail } from "./proposal-late.ts";
import { operatorProposalMail } from "./proposal.ts";
import { operatorRatingLateMail } from "./rating-late.ts";
import { ratingMail } from "./rating.ts";
import { operatorReportLateMail } from "./report-late.ts";
import { operatorReviewLateMail } from "./review-late.ts";
import { reviewMail } from "./review.ts";

/** What is gathered at the moment of sending, whatever the mail. */
export type OperatorMailFacts = OperatorFacts & { expert: string; candidateZone: string };

export function mailForOperator(request: OperatorMail | AuditorMail, facts: OperatorMailFacts): Mail {
  switch (request.mail) {
    case "operator_proposal":
      return operatorProposalMail({ ...facts, ranges: request.ranges, answerBy: request.answerBy });
    case "operator_proposal_late": {
      const { ranges, answerBy, lookUntil } = request;
      return operatorProposalLateMail({ ...facts, ranges, answerBy, lookUntil });
    }
    case "operator_report_late":
      return operatorReportLateMail({ ...facts, endAt: request.times.endAt, dueAt: request.dueAt });
    case "operator_expert_missing":
      return operatorExpertMissingMail({ ...facts, startAt: request.times.startAt });
    case "operator_review_late":
      return operatorReviewLateMail({ ...facts, dueAt: request.dueAt });
    case "auditor_rating":
      return ratingMail({ ...facts, score: request.score, dueAt: request.dueAt });
    case "operator_rating_late":
      return operatorRatingLateMail({ ...facts, dueAt: request.dueAt });
    case "auditor_review":
      return reviewMail({ ...facts, dueAt: request.dueAt, reminder: request.reminder });
    default:
      return request satisfies never;
  }
}
