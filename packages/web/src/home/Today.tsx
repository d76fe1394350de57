import type { AnswerOf, accountApi } from "@interviewvector/domain";
import { Link } from "react-router";
import { StateWord } from "../look/StateWord.tsx";
import { clockTime } from "../time.ts";

type Item = AnswerOf<typeof accountApi.home>["today"][number];

export function Today({ items, zone }: { items: readonly Item[]; zone: string }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li
          key={item.interviewId}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2.5 first:pt-0 last:pb-0"
        >
          <time dateTime={item.startAt} className="w-28 font-medium">
            {`${clockTime(item.startAt, zone)}–${clockTime(item.endAt, zone)}`}
          </time>
          <span className="min-w-0 flex-1 basis-48">
            <Link to={`/app/interviews/${item.interviewId}`} className="link">
              {item.candidate}
            </Link>
            <span className="block text-sm text-soft">
              {[`${item.position}, ${item.round}`, item.expert === null ? "" : `with ${item.expert}`]
                .filter((part) => part !== "")
                .join(", ")}
            </span>
          </span>
          <StateWord state={item.state} />
        </li>
      ))}
    </ul>
  );
}
