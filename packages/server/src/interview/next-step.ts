/** What happens next with an interview, and when: one sentence for lists and heads. Pure. */
import {
  lookUntil,
  type AtsQuestion,
  reasonWords,
  table,
  type BlockReason,
  type InterviewState,
  type PostingQuestion,
  type Proposal,
} from "@interviewvector/domain";

export interface NextStepFacts {
  state: InterviewState;
  blocked_reasons: readonly BlockReason[];
  book_by: Date | null;
  starts_at: Date | null;
  ends_at: Date | null;
  leaving_at: Date | null;
  ats_question: AtsQuestion | null;
  posting_question: PostingQuestion | null;
  report_due_at: Date | null;
  review_due_at: Date | null;
  proposal: Pick<Proposal, "answerBy" | "ranges"> | null;
}

export interface NextStep {
  words: string;
  at: string | null;
}

export function nextStep(row: NextStepFacts, now: number): NextStep {
  if (row.ats_question?.what === "left" && row.ats_question.answeredAt === null)
    return step("Left the stage during the interview: cancel it, or let it go on");
  const leaving = leavesAt(row);
  if (leaving !== null) return step("Left the stage; cancelled unless moved back by", leaving);
  switch (row.state) {
    case "blocked":
      return step(
        row.blocked_reasons.length === 0 ? "Waits" : `Waits: ${row.blocked_reasons.map(reasonWords).join(", ")}`,
      );
    case "invited":
      return step("Candidate chooses a time, until", row.book_by);
    case "proposed":
      return row.proposal === null ? step("Preferred times are matched") : answerStep(row.proposal, now);
    case "scheduled":
      return row.posting_question !== null && row.posting_question.answer === null
        ? step("The posting ended in Lever: keep the interview, or cancel it", row.starts_at)
        : step("Interview", row.starts_at);
    case "live":
      return step("Interview ends", row.ends_at);
    case "awaiting_report": {
      const late = row.report_due_at !== null && row.report_due_at.getTime() < now;
      return step(late ? "Report is late, was due" : "Report due", row.report_due_at);
    }
    case "in_review":
      return step("An auditor releases the report, by", row.review_due_at);
    case "expired":
      return step("Re-trigger to invite again");
    case "candidate_no_show":
    case "expert_no_show":
    case "interrupted":
      return step("Re-trigger to let the candidate choose a new time");
    case "unschedulable":
      return step("Re-trigger once an expert is there");
    case "completed":
    case "cancelled":
      return step("Nothing; a redo makes a new interview");
    default:
      return row.state satisfies never;
  }
}

/** When leaving the stage will have cancelled it. One that was asked about while it was live goes on: nothing is ahead any more. */
export function leavesAt({ state, leaving_at }: Pick<NextStepFacts, "state" | "leaving_at">): Date | null {
  return table.leaveConfirmed.from.includes(state) ? leaving_at : null;
}

function step(words: string, at: Date | null = null): NextStep {
  return { words, at: at?.toISOString() ?? null };
}

/** The promise first; once it has passed without a match, until when looking goes on. */
function answerStep({ answerBy, ranges }: Pick<Proposal, "answerBy" | "ranges">, now: number): NextStep {
  return now < answerBy
    ? step("Preferred times are matched, until", new Date(answerBy))
    : step("Preferred times not matched so far; looked for until", new Date(lookUntil(ranges)));
}
