/** Every text that companies may change: notes and mails by one description, checked and shown by the functions that write them. */
import { checkText, isRefusal, type AnswerOf, type TextRules, type writingApi } from "@interviewvector/domain";
import { markOf } from "../http/stale.ts";
import { mailNames, mailText, type MailName } from "../mail/candidate/index.ts";
import { noteNames, noteText, type NoteName } from "../note/index.ts";
import { sampleMail, sampleNote, type SampleGround } from "./sample.ts";
import type { OwnTexts, TextKey } from "./store.ts";

type TextView = AnswerOf<typeof writingApi.listTexts>["texts"][number];
type Preview = AnswerOf<typeof writingApi.previewText>;

export interface Written {
  subject: string | null;
  words: string;
}

export function textViews({ rows }: OwnTexts): TextView[] {
  const keys: TextKey[] = [
    ...mailNames.map((name) => ({ kind: "mail" as const, name })),
    ...noteNames.map((name) => ({ kind: "note" as const, name })),
  ];
  return keys.map((key) => {
    const { title, when, ours, rules } = described(key);
    const own = rows.find(({ kind, name }) => kind === key.kind && name === key.name);
    const { subject, words } = own ?? ours;
    return {
      ...key,
      title,
      when,
      subject,
      words,
      mark: markOf([subject, words]),
      changed: own ? { at: own.changed_at.toISOString(), by: own.changed_by } : null,
      ours,
      places: Object.entries(rules.words.places).map(([name, means]) => ({
        name,
        means,
        must: rules.words.must[name] ?? null,
        inSubject: rules.subject !== null && Object.hasOwn(rules.subject.places, name),
      })),
    };
  });
}

export function isTextKey({ kind, name }: { kind: string; name: string }): boolean {
  const names: readonly string[] = kind === "note" ? noteNames : mailNames;
  return names.includes(name);
}

/** What is wrong with it, per field; both null when it may be kept. */
export function problemsOf(key: TextKey, written: Written): Preview["problems"] {
  const { rules } = described(key);
  return {
    subject: rules.subject === null ? null : problem(subjectLine(written.subject), rules.subject),
    words: problem(written.words, rules.words),
  };
}

export function shown(key: TextKey, written: Written, ground: SampleGround): NonNullable<Preview["shown"]> {
  if (key.kind === "note") {
    const text = sampleNote(key.name as NoteName, ground, { [key.name]: written.words });
    return { subject: null, text, html: null };
  }
  const own = { [key.name]: { subject: written.subject ?? "", text: written.words } };
  const { subject, text, html } = sampleMail(key.name as MailName, ground, own);
  return { subject, text, html };
}

/** As it is kept: one kind of line break, no blanks at the ends. */
export function tidy(words: string): string {
  return words
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll("\t", " ")
    .trim();
}

function subjectLine(subject: string | null): string {
  return subject ?? "";
}

function problem(words: string, rules: TextRules): string | null {
  const checked = checkText(words, rules);
  return isRefusal(checked) ? checked.words : null;
}

interface Described {
  title: string;
  when: string;
  ours: Written;
  rules: { subject: TextRules | null; words: TextRules };
}

function described({ kind, name }: TextKey): Described {
  if (kind === "note") {
    const { title, when, text, rules } = noteText(name as NoteName);
    return { title, when, ours: { subject: null, words: text }, rules: { subject: null, words: rules } };
  }
  const { title, when, subject, text, rules } = mailText(name as MailName);
  return { title, when, ours: { subject, words: text }, rules: { subject: rules.subject, words: rules.text } };
}
