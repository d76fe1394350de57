/** What went wrong or should be known, with what to do next. */
import type { ReactNode } from "react";
import { ApiError } from "../api.ts";
import { Icon, type IconName } from "./Icon.tsx";

export type Tone = "good" | "warn" | "bad" | "info" | "quiet";

const washes: Record<Tone, string> = {
  good: "bg-good-wash border-good/40",
  warn: "bg-warn-wash border-warn/40",
  bad: "bg-bad-wash border-bad/40",
  info: "bg-accent-wash border-accent/40",
  quiet: "bg-sunk border-line",
};
export const inks: Record<Tone, string> = {
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-accent",
  quiet: "text-soft",
};
const icons: Record<Tone, IconName> = { good: "check", warn: "warn", bad: "warn", info: "wait", quiet: "wait" };

interface Props {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out as soon as it appears. */
  urgent?: boolean;
}

export function Notice({ tone, title, children, actions, urgent = false }: Props) {
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3 ${washes[tone]}`}
    >
      <Icon name={icons[tone]} className={`mt-1 ${inks[tone]}`} />
      <div className="min-w-0 flex-1 basis-56 wrap-anywhere">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="text-sm text-soft">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** An error of a call: what happened, what next, and the id that support can look up. An ordinary no needs no support. */
export function Failure({ error, actions }: { error: unknown; actions?: ReactNode }) {
  if (error === null || error === undefined) return null;
  const known = error instanceof ApiError ? error : null;
  if (known?.status === 401) return <SignedOut />;
  const fields = Object.entries(known?.fields ?? {});
  // With one field that is wrong, the sentence beside the title is the one about the field.
  const isSaid = fields.some(([field]) => known?.detail?.startsWith(`${field}: `));
  return (
    <Notice tone="bad" urgent title={known?.message ?? "This page met an error"} actions={actions}>
      {known?.detail && !isSaid && <p>{known.detail}</p>}
      {fields.map(([field, words]) => (
        <p key={field}>{`${fieldWords(field)}: ${words}`}</p>
      ))}
      {known === null && <p>Load the page again. If it comes back, tell support what you were doing.</p>}
      {known?.requestId && known.status !== 409 && known.status !== 422 && (
        <p>
          Request <code className="select-all">{known.requestId}</code>
        </p>
      )}
    </Notice>
  );
}

/** "Meeting address" for `meetingUrl`: the API's own names are for those who call it. */
function fieldWords(field: string): string {
  const words = field
    .replaceAll(".", ", ")
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll(/\burl\b/g, "address");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** In a tab of its own, so that nothing typed here is lost on the way. */
function SignedOut() {
  return (
    <Notice tone="bad" urgent title="You are signed out">
      <a href="/sign-in" target="_blank" rel="noreferrer" className="link">
        Sign in in a new tab
      </a>
      , then go on here: what you typed stays.
    </Notice>
  );
}
