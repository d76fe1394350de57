import { interviewStates, type AnswerOf, type accountApi } from "@interviewvector/domain";
import { Link } from "react-router";
import { Card } from "../look/Page.tsx";
import { wordsFor } from "../look/StateWord.tsx";

type Home = AnswerOf<typeof accountApi.home>;

export function Figures({ funnel, figures }: Pick<Home, "funnel" | "figures">) {
  const most = Math.max(1, ...funnel.map((step) => step.count));
  // In the order in which a life goes through them.
  const shown = interviewStates.flatMap((state) => funnel.filter((step) => step.state === state && step.count > 0));
  const { reportsInTime } = figures;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title="Last 30 days">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4">
          <Figure name="Invited" value={`${figures.invited}`} />
          <Figure name="Completed" value={`${figures.completed}`} />
          <Figure name="Median time to a booking" value={hours(figures.medianHoursToSchedule)} />
          <Figure name="Median time to the interview" value={hours(figures.medianHoursToInterview)} />
          <Figure
            name="Median time to the report"
            value={figures.medianMinutesToReport === null ? "–" : `${Math.round(figures.medianMinutesToReport)} min`}
          />
          <Figure
            name="Reports within two hours"
            value={reportsInTime.of === 0 ? "–" : `${reportsInTime.count} of ${reportsInTime.of}`}
          />
        </dl>
      </Card>
      <Card title="By state">
        {shown.length === 0 && <p className="text-soft">No interviews yet.</p>}
        <ul className="space-y-1.5">
          {shown.map((step) => (
            <li key={step.state} className="grid grid-cols-[11.5rem_1fr_2.5rem] items-center gap-2 text-sm">
              <Link to={`/app/candidates?state=${step.state}`} className="link">
                {wordsFor(step.state)}
              </Link>
              <span aria-hidden="true" className="h-3.5 rounded-sm bg-sunk">
                <span
                  className="block h-full rounded-sm bg-accent"
                  style={{ width: `${(100 * step.count) / most}%` }}
                />
              </span>
              <span className="text-right">{step.count}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="text-2xl font-semibold">{value}</dd>
    </div>
  );
}

function hours(count: number | null): string {
  if (count === null) return "–";
  if (count < 0.1) return "under 10 min";
  if (count < 1) return `${Math.round(count * 60)} min`;
  return count < 48 ? `${Math.round(count * 10) / 10} h` : `${Math.round(count / 2.4) / 10} days`;
}
