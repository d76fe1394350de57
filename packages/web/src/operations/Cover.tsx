/** When experts drop out: who is away, who is on standby, which shifts are open, and what was handed over. */
import { operationsApi, replacementApi, type AnswerOf } from "@interviewvector/domain";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { dayAndTime, fullTime, ownZone, zoneWords } from "../time.ts";
import { Away } from "./Away.tsx";
import { Shifts } from "./Shifts.tsx";
import { Standby } from "./Standby.tsx";

type HandOver = AnswerOf<typeof replacementApi.listHandOvers>["handOvers"][number];

export function Component() {
  const experts = useAnswer(operationsApi.listExperts, { query: { state: "active" } });
  const handOvers = useAnswer(replacementApi.listHandOvers, {}, { refetchMs: 5000 });
  return (
    <Page
      title="Cover"
      intro={`Who stands in when an expert can't. Times in ${zoneWords(ownZone)} unless another zone is named.`}
    >
      <Read of={experts} lines={6}>
        {({ experts: active }) => (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <Away experts={active} />
            <Standby experts={active} />
            <Shifts experts={active} />
            <Read of={handOvers} lines={6}>
              {({ handOvers: all, open }) => <HandOvers all={all} open={open} />}
            </Read>
          </div>
        )}
      </Read>
    </Page>
  );
}

function HandOvers({ all, open }: { all: readonly HandOver[]; open: number }) {
  return (
    <Card title="Handed over in the last seven days">
      {open > 0 && (
        <output className="mb-3 block font-medium">
          {`${open} ${open === 1 ? "interview is" : "interviews are"} being given to others now.`}
        </output>
      )}
      {all.length === 0 && (
        <Empty title="None">
          When an expert hands an interview over, or is replaced, it shows here with what came of it.
        </Empty>
      )}
      <ul className="divide-y divide-line">
        {all.map((one) => (
          <li key={`${one.interviewId} ${one.at}`} className="py-2.5 first:pt-0 last:pb-0">
            <p>
              <span className="font-medium">{one.from}</span>
              {one.to === null ? " → nobody free: the candidate chooses again" : ` → ${one.to}`}
              {one.late && <span className="ml-2 text-sm font-semibold text-bad">late</span>}
            </p>
            <p className="text-sm text-soft">
              {`${one.candidate} (${one.company})${one.startAt === null ? "" : `, ${fullTime(one.startAt, ownZone)}`}`}
            </p>
            <p className="text-sm text-soft">
              {`${dayAndTime(one.at, ownZone)}: ${one.cause}${one.reason === "" ? "" : ` (“${one.reason}”)`}`}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
