/** How candidates found their interviews: good minus bad, and the mean, never without how many said so. */
import type { AnswerOf, Mood, accountApi } from "@interviewvector/domain";
import { Card } from "../look/Page.tsx";

type Answer = AnswerOf<typeof accountApi.home>["happiness"];

export function Happiness({ happiness }: { happiness: Answer }) {
  const { last30, last90, byPosition, byExpert } = happiness;
  return (
    <Card title="Candidates’ happiness">
      {last90.count === 0 ? (
        <p className="text-soft">
          No ratings in the last 90 days. Candidates are asked by mail two hours after their interview, or the next
          morning.
        </p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:max-w-md">
            <Index name="Last 30 days" mood={last30} />
            <Index name="Last 90 days" mood={last90} />
          </dl>
          <p className="mt-3 max-w-2xl text-sm text-soft">
            The share of ratings of 4 and 5 minus the share of 1 and 2, from −100 to 100. Somebody of the service looks
            into every 1 and 2.
          </p>
          <div className="mt-5 grid gap-5 md:grid-cols-2">
            <By caption="By position, 90 days" rows={byPosition} />
            <By caption="By expert, 90 days" rows={byExpert} />
          </div>
        </>
      )}
    </Card>
  );
}

function Index({ name, mood }: { name: string; mood: Mood }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-soft">
        {name}
        <span className="block">{`mean ${meanWords(mood)}, ${mood.count} ${mood.count === 1 ? "rating" : "ratings"}`}</span>
      </dt>
      <dd className="text-2xl font-semibold">{indexWords(mood)}</dd>
    </div>
  );
}

function By({ caption, rows }: { caption: string; rows: readonly (Mood & { name: string })[] }) {
  return (
    <table className="w-full text-sm">
      <caption className="pb-1 text-left font-medium">{caption}</caption>
      <thead className="text-soft">
        <tr>
          <th scope="col" className="py-1 text-left font-normal">
            Name
          </th>
          {["Index", "Mean", "Ratings"].map((head) => (
            <th key={head} scope="col" className="py-1 pl-3 text-right font-normal">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row, place) => (
          <tr key={`${row.name} ${place}`}>
            <th scope="row" className="py-1.5 text-left font-normal break-words">
              {row.name}
            </th>
            <td className="py-1.5 pl-3 text-right font-medium">{indexWords(row)}</td>
            <td className="py-1.5 pl-3 text-right">{meanWords(row)}</td>
            <td className="py-1.5 pl-3 text-right">{row.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function indexWords({ index }: Mood): string {
  if (index === null) return "–";
  return index > 0 ? `+${index}` : `${index}`.replace("-", "−");
}

function meanWords({ mean }: Mood): string {
  return mean === null ? "–" : mean.toFixed(1);
}
