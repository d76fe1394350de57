import type { GuideContent } from "@interviewvector/domain";
import { Dialog } from "../look/Dialog.tsx";
import { Words } from "../look/Words.tsx";

interface Props {
  name: string;
  content: GuideContent;
  onClose: () => void;
}

/** The guide as an expert has it beside the interview. */
export function GuidePreview({ name, content, onClose }: Props) {
  return (
    <Dialog wide title={`${name}, as experts see it`} onClose={onClose}>
      <div className="space-y-6">
        {content.sections.map((section) => (
          <section key={section.name}>
            <h3 className="mb-2 flex justify-between border-b border-line pb-1 font-medium">
              {section.name}
              <span className="text-sm font-normal text-soft">{`${section.minutes} min`}</span>
            </h3>
            <ol className="list-decimal space-y-3 pl-5">
              {section.questions.map((question) => (
                <li key={question.id}>
                  <p className="whitespace-pre-wrap">
                    <Words text={question.text} />
                  </p>
                  {question.expected.length > 0 && (
                    <p className="text-sm text-soft">{`Expected: ${question.expected.join("; ")}`}</p>
                  )}
                  {question.followUps.length > 0 && (
                    <p className="text-sm text-soft">{`Follow-ups: ${question.followUps.join("; ")}`}</p>
                  )}
                  {question.hints.length > 0 && (
                    <p className="text-sm text-soft">{`Hints: ${question.hints.join("; ")}`}</p>
                  )}
                </li>
              ))}
            </ol>
          </section>
        ))}
        <section>
          <h3 className="mb-2 border-b border-line pb-1 font-medium">Competencies</h3>
          <ul className="space-y-3">
            {content.competencies.map((competency) => (
              <li key={competency.id}>
                <p className="font-medium">
                  {competency.mandatory ? competency.name : `${competency.name} (optional)`}
                </p>
                <ol className="list-decimal pl-5 text-sm text-soft">
                  {competency.anchors.map((anchor) => (
                    <li key={anchor}>{anchor}</li>
                  ))}
                </ol>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
