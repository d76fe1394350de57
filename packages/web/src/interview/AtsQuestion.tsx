/** Somebody removed or changed the interview in Lever: nothing follows by itself, so the recruiter is asked. */
import { interviewApi } from "@interviewvector/domain";
import { Button } from "../look/Button.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct } from "../query.ts";
import type { InterviewDetail } from "./detail.ts";

interface Props {
  interview: InterviewDetail;
  question: NonNullable<InterviewDetail["atsQuestion"]>;
  zone: string;
}

export function AtsQuestion({ interview, question, zone }: Props) {
  const answer = useAct(interviewApi.answerAtsQuestion, (_detail, { body }) =>
    say(body?.answer === "leave" ? "Left as it is" : "Put back in Lever"),
  );
  const reply = (how: "put_back" | "leave") =>
    answer.mutate({ params: { interviewId: interview.id }, body: { answer: how } });
  return (
    <div className="mb-5">
      <Notice
        tone="warn"
        title={
          question.what === "removed"
            ? "Somebody removed this interview in Lever"
            : "Somebody changed this interview in Lever"
        }
        actions={
          <>
            <Button weight="primary" busy={answer.isPending} onPress={() => reply("put_back")}>
              Put it back in Lever
            </Button>
            <Button busy={answer.isPending} onPress={() => reply("leave")}>
              Leave it so
            </Button>
          </>
        }
      >
        {question.startAt !== null && (
          <p>
            In Lever it stands at <FullTime at={question.startAt} zone={zone} /> now.
          </p>
        )}
        <p>
          It still takes place as booked; candidate and expert have not been told anything. Was it meant? Then use
          “Cancel” or “Reschedule” above, which tell everybody.
        </p>
        <Failure error={answer.error} />
      </Notice>
    </div>
  );
}
