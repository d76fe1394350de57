import type { AnswerOf, accountApi } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { Icon } from "../look/Icon.tsx";
import { inks, type Tone } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { Ago } from "../look/Time.tsx";

type Item = AnswerOf<typeof accountApi.home>["attention"][number];

const kinds: Record<Item["kind"], { words: string; button: string; tone: Tone }> = {
  blocked: { words: "Blocked", button: "See what is missing", tone: "bad" },
  proposal: { words: "Times proposed", button: "Look at the times", tone: "warn" },
  report_overdue: { words: "Report overdue", button: "Open the interview", tone: "bad" },
  connection: { words: "Connection", button: "Mend the connection", tone: "bad" },
  effect_dead: { words: "Not written", button: "Look and retry", tone: "bad" },
  changed_by_hand: { words: "Changed in Lever", button: "Decide", tone: "warn" },
  leaving_while_live: { words: "Left the stage", button: "Decide", tone: "warn" },
  posting_ended: { words: "Posting ended", button: "Decide", tone: "warn" },
  hidden: { words: "Hidden in Lever", button: "Look", tone: "warn" },
  stage_missing: { words: "Stage missing", button: "Look at the connection", tone: "bad" },
  many_moves: { words: "Many moves at once", button: "Look and invite", tone: "warn" },
  unschedulable: { words: "Nobody available", button: "Open the interview", tone: "bad" },
};

/** Only what a person must do something about, each with its button. */
export function Attention({ items, quiet }: { items: readonly Item[]; quiet: boolean }) {
  if (items.length === 0 && quiet) return null;
  return (
    <Card title={items.length === 0 ? "Needs attention" : `Needs attention (${items.length})`}>
      {items.length === 0 && (
        <p className="flex items-center gap-2">
          <Icon name="check" className="text-good" />
          Nothing. Everything goes its way.
        </p>
      )}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li
            key={`${item.kind} ${item.interviewId} ${item.connectionId} ${item.positionId} ${item.since}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0 flex-1 basis-60">
              <p className={`text-sm font-medium ${inks[kinds[item.kind].tone]}`}>{kinds[item.kind].words}</p>
              <p>{item.words}</p>
              <p className="text-sm text-soft">
                <Ago at={item.since} />
              </p>
            </div>
            <LinkButton to={placeOf(item)} label={`${kinds[item.kind].button}: ${item.words}`}>
              {kinds[item.kind].button}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function placeOf({ kind, interviewId, positionId, connectionId }: Item): string {
  if (interviewId !== null) return `/app/interviews/${interviewId}`;
  if (positionId !== null) return kind === "many_moves" ? `/app/positions?moves=${positionId}` : "/app/positions";
  if (connectionId === null) return "/app/candidates";
  return `/app/integrations/${connectionId}${kind === "hidden" ? "/sync?state=failed" : ""}`;
}
