/** The report as its readers see it: on screen and on paper. */
import { interviewApi, type AnswerOf } from "@interviewvector/domain";
import { Link, useParams, useSearchParams } from "react-router";
import { useCompany, useFileAddress } from "../company.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Page, Read } from "../look/Page.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { ReportBody } from "./ReportBody.tsx";

type Report = AnswerOf<typeof interviewApi.getReport>;

export function Component() {
  const { interviewId = "" } = useParams();
  const [search] = useSearchParams();
  const version = search.get("version");
  const query = version === null ? {} : { version };
  const pdf = useFileAddress(`/interviews/${interviewId}/report.pdf`);
  const report = useAnswer(interviewApi.getReport, { params: { interviewId }, query });
  return (
    <Read page="Report" of={report} lines={10}>
      {(answer) => (
        <Page
          title={`Report: ${answer.candidate}`}
          above={
            <Link to={`/app/interviews/${interviewId}`} className="link print:hidden">
              Interview
            </Link>
          }
          intro={`${answer.position} · ${answer.round}`}
          actions={
            <>
              <Button icon="print" onPress={() => print()}>
                Print
              </Button>
              <LinkButton outside weight="primary" to={pdf}>
                PDF
              </LinkButton>
            </>
          }
        >
          <Origin report={answer} />
          <Versions report={answer} />
          <ReportBody report={answer} />
        </Page>
      )}
    </Read>
  );
}

function Origin({ report }: { report: Report }) {
  const { zone } = useCompany();
  return (
    <p className="mb-5 text-sm text-soft">
      {`Interviewed by ${report.expert}, `}
      <FullTime at={report.at} zone={zone} />
      {`. Version ${report.version}, submitted `}
      <FullTime at={report.submittedAt} zone={zone} />.
    </p>
  );
}

/** Earlier ones stay readable: what was decided upon must not change under anybody's hands. */
function Versions({ report }: { report: Report }) {
  const { zone } = useCompany();
  if (report.versions.length < 2) return null;
  const newest = report.versions[0]?.version === report.version;
  return (
    <nav aria-label="Versions" className="mb-5 print:hidden">
      <Notice
        tone={newest ? "info" : "warn"}
        title={newest ? "This report was corrected" : "An earlier version; it was corrected since"}
      >
        <ul>
          {report.versions.map((one) => (
            <li key={one.version}>
              <Link
                to={`?version=${one.version}`}
                className="link"
                aria-current={one.version === report.version ? "page" : undefined}
              >
                {`Version ${one.version}`}
              </Link>
              {", released "}
              <FullTime at={one.releasedAt} zone={zone} />
            </li>
          ))}
        </ul>
      </Notice>
    </nav>
  );
}
