import { Ago } from "../look/Time.tsx";
import { Facts } from "../look/Facts.tsx";
import type { Connection } from "./connections.ts";

/** Whether things flow: in both directions, and what is owed. */
export function Health({ connection }: { connection: Connection }) {
  const { health } = connection;
  const ago = (at: string | null) => (at === null ? <span className="text-soft">never yet</span> : <Ago at={at} />);
  return (
    <>
      <Facts
        facts={[
          ["Last event in", ago(health.lastEventAt)],
          ["Last write out", ago(health.lastWriteAt)],
          ["Last look for missed changes", ago(health.lastPollAt)],
          ["Access", connection.kind === "api_key" ? "API key" : <>renewed {ago(health.tokenRefreshedAt)}</>],
          [
            "Still to be written",
            health.owed === 0 ? (
              "nothing"
            ) : (
              <>
                {health.owed}
                {health.oldestOwedAt && (
                  <>
                    , oldest from <Ago at={health.oldestOwedAt} />
                  </>
                )}
              </>
            ),
          ],
          [
            "Failed",
            <span key="f" className={health.failed > 0 ? "font-medium text-bad" : ""}>
              {health.failed}
            </span>,
          ],
        ]}
      />
      {health.lastPollError && (
        <p className="mt-3 text-sm text-bad">{`The last look for missed changes failed: ${health.lastPollError}`}</p>
      )}
    </>
  );
}
