/** Which rule removed how much of the time of those who fit, and what keeps the others out. The numbers add up. */
import type { AnswerOf, assignmentApi } from "@interviewvector/domain";
import { Notice } from "../look/Notice.tsx";

type Answer = AnswerOf<typeof assignmentApi.whyNoSlot>;

export function SlotsExplained({ answer }: { answer: Answer }) {
  const { slots, words, experts, fitting, unfit, hours, removed } = answer;
  return (
    <div className="space-y-5">
      <Notice
        tone={slots > 0 ? "good" : "bad"}
        title={
          slots === 0
            ? "No slot in the next 7 days"
            : `${grouped(slots)} ${slots === 1 ? "slot" : "slots"} in the next 7 days`
        }
      >
        {slots === 0 ? words : "Each is a different time that can be booked."}
      </Notice>
      <section aria-label="Experts">
        <h3 className="mb-2 font-medium">{`Experts: ${grouped(fitting)} of ${grouped(experts)} may hold this interview`}</h3>
        {unfit.length === 0 ? (
          <p className="text-sm text-soft">
            {experts === 0 ? "There is no active expert yet." : "Nobody is kept out."}
          </p>
        ) : (
          <Bars
            total={experts}
            rows={unfit.map((one) => ({ name: one.words, value: one.experts, words: grouped(one.experts) }))}
          />
        )}
      </section>
      {fitting > 0 && (
        <section aria-label="Time">
          <h3 className="mb-2 font-medium">
            {`Time: ${grouped(hours.offered)} of ${grouped(hours.considered)} hours of the week are left`}
          </h3>
          <Bars
            total={hours.considered}
            rows={[
              ...removed.map((one) => ({ name: one.words, value: one.hours, words: `${grouped(one.hours)} h` })),
              { name: "Offered to candidates", value: hours.offered, words: `${grouped(hours.offered)} h`, good: true },
            ]}
          />
          <p className="mt-2 text-sm text-soft">
            Hours in which a meeting could begin, of all those who fit together. Each hour is put down to the first rule
            that takes it, from top to bottom.
          </p>
        </section>
      )}
    </div>
  );
}

/** "17,377.5": a pool of hundreds has tens of thousands of hours a week. */
function grouped(amount: number): string {
  return amount.toLocaleString("en");
}

interface Bar {
  name: string;
  value: number;
  words: string;
  good?: boolean;
}

function Bars({ rows, total }: { rows: readonly Bar[]; total: number }) {
  return (
    <dl className="space-y-2">
      {rows.map(({ name, value, words, good }) => (
        <div
          key={name}
          className="grid grid-cols-[1fr_6rem] items-center gap-x-3 text-sm sm:grid-cols-[17rem_1fr_6rem]"
        >
          <dt>{name}</dt>
          <dd className="contents">
            <span
              aria-hidden="true"
              className="order-last col-span-2 h-2.5 rounded bg-sunk sm:order-none sm:col-span-1"
            >
              <span
                className={`block h-2.5 min-w-0.5 rounded ${good ? "bg-good" : "bg-edge"}`}
                style={{ width: `${total === 0 ? 0 : Math.round((100 * value) / total)}%` }}
              />
            </span>
            <span className="text-right font-medium whitespace-nowrap">{words}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
