/** The shape every page has: title, one primary action at the top right, content; and what stands there while it is read or empty. */
import { useEffect, type ReactNode } from "react";
import { Button } from "./Button.tsx";
import { Failure } from "./Notice.tsx";

interface Props {
  title: string;
  /** Above the title: where this page belongs. */
  above?: ReactNode;
  beside?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, beside, intro, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · InterviewVector`;
  }, [title]);
  return (
    <div className="w-full max-w-6xl px-4 py-5 sm:px-6 lg:px-8">
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {above && <div className="mb-1 text-sm text-soft">{above}</div>}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
            {beside}
          </div>
          {intro && <div className="mt-1 max-w-2xl text-soft">{intro}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card(props: { title?: ReactNode; actions?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`panel min-w-0 p-4 sm:p-5 ${props.className ?? ""}`}>
      {(props.title || props.actions) && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-base font-semibold">{props.title}</h2>
          {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
        </div>
      )}
      {props.children}
    </section>
  );
}

/** Nothing here: says what to do. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-col items-center px-4 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 max-w-md text-sm text-soft">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

/** Grey lines in the place of what is being read. */
export function Waiting({ lines = 4, className = "" }: { lines?: number; className?: string }) {
  return (
    <output aria-label="Loading" className={`block space-y-3 py-1 ${className}`}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={`block h-5 animate-pulse rounded bg-sunk ${line % 3 === 2 ? "w-2/3" : "w-full"}`} />
      ))}
    </output>
  );
}

interface Reading<Answer> {
  data: Answer | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface ReadProps<Answer> {
  of: Reading<Answer>;
  lines?: number;
  /** The title while nothing was read yet, where a whole page depends on the answer. */
  page?: string;
  children: (answer: Answer) => ReactNode;
}

/** Shows what was read; before that its shape, and when reading failed the reason with a way to try again. */
export function Read<Answer>({ of, lines = 4, page, children }: ReadProps<Answer>) {
  const { data, error, refetch } = of;
  if (data !== undefined && error === null) return <>{children(data)}</>;
  const failure = error && (
    <div className={page !== undefined && data !== undefined ? "px-4 pt-5 sm:px-6 lg:px-8" : "mb-4"}>
      <Failure error={error} actions={<Button onPress={() => void refetch()}>Try again</Button>} />
    </div>
  );
  if (data !== undefined)
    return (
      <>
        {failure}
        {children(data)}
      </>
    );
  const shape = failure ?? <Waiting lines={lines} />;
  return page === undefined ? shape : <Page title={page}>{shape}</Page>;
}
