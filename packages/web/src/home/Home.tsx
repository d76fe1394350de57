/** What needs somebody first; then the day, then the figures. */
import { accountApi } from "@interviewvector/domain";
import { useCompany } from "../company.ts";
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { Attention } from "./Attention.tsx";
import { Figures } from "./Figures.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { Happiness } from "./Happiness.tsx";
import { Today } from "./Today.tsx";

export function Component() {
  const home = useAnswer(accountApi.home, {}, { refetchMs: 10_000 });
  const { zone, role, companyName } = useCompany();
  return (
    <Page title="Home">
      <Read of={home} lines={10}>
        {({ attention, today, funnel, figures, happiness, setUp }) => (
          <div className="space-y-5">
            {role === "agency" && setUp.positions === 0 && (
              <Notice tone="info" title="No position is given to you yet">
                An admin of {companyName} chooses under Settings, Agencies which positions you see.
              </Notice>
            )}
            {role !== "agency" && (!setUp.connected || setUp.positions === 0 || setUp.interviews === 0) && (
              <FirstSteps setUp={setUp} />
            )}
            <Attention items={attention} quiet={setUp.interviews === 0} />
            <Card title="Today" actions={<span className="text-sm text-soft">{`Times in ${zoneWords(zone)}`}</span>}>
              {today.length === 0 ? (
                <Empty
                  title="No interviews today"
                  actions={<LinkButton to="/app/candidates?sort=start">All interviews</LinkButton>}
                />
              ) : (
                <Today items={today} zone={zone} />
              )}
            </Card>
            <Figures funnel={funnel} figures={figures} />
            <Happiness happiness={happiness} />
          </div>
        )}
      </Read>
    </Page>
  );
}
