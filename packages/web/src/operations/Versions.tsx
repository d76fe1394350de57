import { Link } from "react-router";
import { Card } from "../look/Page.tsx";
import { FullTime } from "../look/Time.tsx";
import { ownZone } from "../time.ts";
import type { Guide } from "./guide-draft.ts";

/** Former versions can be looked at; saving one makes it the newest again. */
export function Versions({ guide }: { guide: Guide }) {
  return (
    <Card title="Versions">
      <ul className="divide-y divide-line">
        {guide.versions.map((one) => (
          <li key={one.version} className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0 last:pb-0">
            <span>
              {one.version === guide.version ? (
                <strong>{`Version ${one.version}, shown`}</strong>
              ) : (
                <Link className="link" to={`?version=${one.version}`}>{`Version ${one.version}`}</Link>
              )}
            </span>
            <span className="text-sm text-soft">
              <FullTime at={one.createdAt} zone={ownZone} />
              {`, ${one.createdBy}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
