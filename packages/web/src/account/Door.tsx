/** The plain sheet of the pages before one is signed in. */
import { useEffect, type ReactNode } from "react";
import mark from "../look/mark.svg";

export function Door({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · InterviewVector`;
  }, [title]);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center">
      <div className="mb-6 flex items-center gap-2.5 text-lg font-semibold">
        <img src={mark} alt="" className="size-8" />
        InterviewVector
      </div>
      <div className="panel w-full max-w-sm p-6">
        <h1 className="mb-4 text-xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  );
}
