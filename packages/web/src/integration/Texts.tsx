/** Every mail and note that candidates and recruiters read, and which of them the company wrote itself. */
import { writingApi } from "@interviewvector/domain";
import { Link } from "react-router";
import { useFilter } from "../filter.ts";
import { Card, Read } from "../look/Page.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { TextEditor, type Text } from "./TextEditor.tsx";

const groups = [
  { kind: "mail", title: "Mails to candidates" },
  { kind: "note", title: "Notes in Lever" },
] as const;

export function Texts({ connectionId }: { connectionId: string }) {
  const answer = useAnswer(writingApi.listTexts, { params: { connectionId } });
  const { search, set, linkTo } = useFilter();
  const open = search.get("text");
  return (
    <Card title="Texts">
      <p className="mb-4 max-w-3xl text-sm text-soft">
        These words go out in your name. Change any of them; the preview shows what candidates and recruiters read.
      </p>
      <Read of={answer} lines={6}>
        {({ texts }) => {
          const opened = texts.find((text) => idOf(text) === open);
          return (
            <>
              <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
                {groups.map(({ kind, title }) => (
                  <section key={kind} aria-label={title}>
                    <h3 className="mb-1 font-medium">{title}</h3>
                    <ul className="divide-y divide-line border-y border-line">
                      {texts
                        .filter((text) => text.kind === kind)
                        .map((text) => (
                          <Row key={text.name} text={text} to={linkTo({ text: idOf(text) })} />
                        ))}
                    </ul>
                  </section>
                ))}
              </div>
              {opened && <TextEditor connectionId={connectionId} text={opened} onClose={() => set("text", null)} />}
            </>
          );
        }}
      </Read>
    </Card>
  );
}

function idOf({ kind, name }: Pick<Text, "kind" | "name">): string {
  return `${kind}.${name}`;
}

function Row({ text, to }: { text: Text; to: string }) {
  return (
    <li className="flex items-baseline justify-between gap-3 py-2">
      <span className="min-w-0">
        <Link to={to} replace preventScrollReset className="link font-medium">
          {text.title}
        </Link>
        <span className="block text-sm text-soft">{text.when}</span>
      </span>
      {text.changed && (
        <span className="shrink-0 text-right text-sm text-soft">
          Your words, <Ago at={text.changed.at} />
        </span>
      )}
    </li>
  );
}
