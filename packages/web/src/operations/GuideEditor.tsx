/** Writes a guide. Saving makes a new version; interviews keep the version they were made with. */
import { operationsApi } from "@interviewvector/domain";
import { useRef, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Leaving } from "../look/Leaving.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { GuideCompetencies } from "./GuideCompetencies.tsx";
import { GuidePreview } from "./GuidePreview.tsx";
import { GuideSections } from "./GuideSections.tsx";
import { contentOf, draftOf, freshGuide, type Guide, type GuideDraft } from "./guide-draft.ts";
import { Versions } from "./Versions.tsx";

export function Component() {
  const { guideId = "" } = useParams();
  const [search] = useSearchParams();
  const version = Number(search.get("version") ?? Number.NaN);
  const isNew = guideId === "new";
  const guide = useAnswer(
    operationsApi.getGuide,
    { params: { guideId }, query: Number.isInteger(version) ? { version } : {} },
    { enabled: !isNew },
  );
  if (isNew) return <GuideEditor guide={null} />;
  return (
    <Read page="Guide" of={guide} lines={10}>
      {(answer) => <GuideEditor key={`${answer.id} ${answer.version} ${search.get("version")}`} guide={answer} />}
    </Read>
  );
}

function GuideEditor({ guide }: { guide: Guide | null }) {
  const [first] = useState<GuideDraft>(() => (guide === null ? freshGuide : draftOf(guide)));
  const [draft, setDraft] = useState(first);
  const [previewing, setPreviewing] = useState(false);
  const saved = useRef(false);
  const navigate = useNavigate();
  const change = (part: Partial<GuideDraft>) => setDraft((former) => ({ ...former, ...part }));
  const changed = draft !== first;
  const written = contentOf(draft);
  const finish = (answer: Guide) => {
    saved.current = true;
    say(`Saved as version ${answer.version}`);
    void navigate(guide === null ? `/ops/guides/${answer.id}` : "/ops/guides");
  };
  const create = useAct(operationsApi.createGuide, finish);
  const save = useAct(operationsApi.saveGuide, finish);
  const why = "fault" in written ? written.fault : changed ? null : "Nothing was changed.";
  function submit() {
    if ("fault" in written) return;
    const body = { name: draft.name, category: draft.category, content: written.content };
    if (guide === null) create.mutate({ body });
    else save.mutate({ params: { guideId: guide.id }, body: { ...body, basedOn: newest(guide) } });
  }
  return (
    <Page
      title={guide === null ? "New guide" : guide.name}
      above={
        <Link to="/ops/guides" className="link">
          Guides
        </Link>
      }
      beside={guide && <span className="text-sm text-soft">{`Version ${guide.version}`}</span>}
      actions={
        <>
          <Button why={"fault" in written ? written.fault : null} onPress={() => setPreviewing(true)}>
            Preview
          </Button>
          <Button weight="primary" why={why} busy={create.isPending || save.isPending} onPress={submit}>
            {guide === null ? "Save" : "Save as a new version"}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        <Failure error={create.error ?? save.error} />
        {"fault" in written && changed && <Notice tone="quiet" title={`Not complete yet: ${written.fault}`} />}
        <Card title="Guide">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="Name" maxLength={120} value={draft.name} onValue={(name) => change({ name })} />
            <TextField
              label="Category"
              maxLength={80}
              value={draft.category}
              onValue={(category) => change({ category })}
              hint="For example Backend."
            />
            <TextField
              label="Format"
              maxLength={300}
              value={draft.format}
              onValue={(format) => change({ format })}
              hint="Stands in the invitation: “60 minutes by video: …”"
            />
            <TextField
              label="What the candidate needs"
              maxLength={300}
              value={draft.equipment}
              onValue={(equipment) => change({ equipment })}
            />
          </div>
        </Card>
        <GuideSections sections={draft.sections} onSections={(sections) => change({ sections })} />
        <GuideCompetencies
          competencies={draft.competencies}
          onCompetencies={(competencies) => change({ competencies })}
        />
        {guide && <Versions guide={guide} />}
      </div>
      {previewing && "content" in written && (
        <GuidePreview name={draft.name} content={written.content} onClose={() => setPreviewing(false)} />
      )}
      <Leaving unsaved={() => changed && !saved.current}>What you wrote is not saved yet.</Leaving>
    </Page>
  );
}

/** An older version may be on screen; what is saved follows the newest one. */
function newest(guide: Guide): number {
  return Math.max(guide.version, ...guide.versions.map((one) => one.version));
}
