/** Experts out of the pool because their calendar can't be read: who, why, since when, and what to do. */
import type { AnswerOf, operationsApi } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { Ago } from "../look/Time.tsx";

type Held = AnswerOf<typeof operationsApi.operationsToday>["heldBack"][number];
type Why = Pick<Held, "calendar" | "words" | "lastReadAt">;

const whatToDo = "They have had a mail that says what is wrong, and we go on trying. If it lasts, write to them.";

export function HeldBackList({ experts }: { experts: readonly Held[] }) {
  if (experts.length === 0) return null;
  return (
    <Card title={`Out of the pool (${experts.length})`}>
      <p className="text-sm text-soft">
        {`Their calendar can’t be read, so nothing new is booked with them; what is booked stays. ${whatToDo}`}
      </p>
      <ul className="mt-2 divide-y divide-line">
        {experts.map((one) => (
          <li key={one.expertId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 last:pb-0">
            <div className="min-w-0 flex-1 basis-56">
              <p className="font-medium">{one.expert}</p>
              <p className="text-sm text-soft">
                <Reason of={one} />
              </p>
            </div>
            <Write to={one.email} name={one.expert} />
            <LinkButton to={`/ops/experts/${one.expertId}`} label={`Open the expert ${one.expert}`}>
              Open
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function HeldBackNotice({ of, expert, email }: { of: Why | null; expert: string; email: string }) {
  if (of === null) return null;
  return (
    <div className="mb-5">
      <Notice
        tone="warn"
        title="Out of the pool: their calendar can’t be read"
        actions={<Write to={email} name={expert} />}
      >
        <p>
          <Reason of={of} />
        </p>
        <p>{`Nothing new is booked with them; what is booked stays. ${whatToDo}`}</p>
      </Notice>
    </div>
  );
}

function Reason({ of }: { of: Why }) {
  return (
    <>
      {`Calendar at ${of.calendar}: ${of.words} `}
      {of.lastReadAt === null ? "It was never read." : <LastRead at={of.lastReadAt} />}
    </>
  );
}

function LastRead({ at }: { at: string }) {
  return (
    <>
      Last read <Ago at={at} />.
    </>
  );
}

function Write({ to, name }: { to: string; name: string }) {
  const subject = encodeURIComponent("Your calendar can't be read");
  return (
    <LinkButton leaves to={`mailto:${to}?subject=${subject}`} label={`Write a mail to ${name}`}>
      Write a mail
    </LinkButton>
  );
}
