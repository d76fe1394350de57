/** A meeting that is ahead or on: the way in, the way out of it, and what to arrange. */
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { FullTime } from "../look/Time.tsx";
import { HandOver } from "./HandOver.tsx";
import type { AgendaItem } from "./MeetingActions.tsx";
import type { ExpertInterview } from "./useReport.ts";

export function MeetingIntro({ interview }: { interview: ExpertInterview }) {
  const { item, zone, candidateZone } = interview;
  const ahead = item.state === "scheduled" || item.state === "live";
  return (
    <>
      {`${item.role} at ${item.company} · ${item.round} · `}
      <FullTime at={item.startAt} zone={zone} />
      {ahead && candidateZone !== null && candidateZone !== zone && (
        <>
          {" · for the candidate "}
          <FullTime at={item.startAt} zone={candidateZone} />
        </>
      )}
    </>
  );
}

export function MeetingLinks({ item, zone }: { item: AgendaItem; zone: string }) {
  return (
    <>
      <HandOver item={item} zone={zone} />
      {item.joinUrl && (
        <LinkButton outside weight="primary" icon="out" to={item.joinUrl}>
          Join
        </LinkButton>
      )}
    </>
  );
}

/** What the candidate asked to have arranged, where the expert cannot miss it. Why is not asked, and not shown. */
export function Arranged({ item }: { item: AgendaItem }) {
  if (item.state !== "scheduled" && item.state !== "live") return null;
  const wishes = [
    ...(item.extraMinutes > 0 ? [`${item.extraMinutes} minutes more; they are in the length already`] : []),
    ...(item.accommodation === undefined ? [] : [item.accommodation]),
  ];
  if (wishes.length === 0) return null;
  return (
    <Notice tone="info" title={`Please arrange for ${item.candidateFirstName}`}>
      <ul>
        {wishes.map((wish) => (
          <li key={wish} className="break-words">
            {wish}
          </li>
        ))}
      </ul>
      <p>Don’t ask why, and leave it out of the report.</p>
    </Notice>
  );
}
