/** Something changed in Lever, and only the recruiter knows what was meant: the interview goes on, unless they cancel it. */
import { useState, type ReactNode } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Failure, Notice } from "../look/Notice.tsx";

interface Props {
  title: string;
  children: ReactNode;
  candidate: string;
  keep: { words: string; press: () => void; busy: boolean; error: Error | null };
  cancel: () => Promise<unknown>;
}

export function KeepOrCancel({ title, children, candidate, keep, cancel }: Props) {
  const [cancelling, setCancelling] = useState(false);
  return (
    <div className="mb-5">
      <Notice
        tone="warn"
        title={title}
        actions={
          <>
            <Button weight="primary" busy={keep.busy} onPress={keep.press}>
              {keep.words}
            </Button>
            <Button onPress={() => setCancelling(true)}>Cancel the interview</Button>
          </>
        }
      >
        <p>{children}</p>
        <Failure error={keep.error} />
      </Notice>
      {cancelling && (
        <Ask
          title={`Cancel the interview of ${candidate}?`}
          confirm="Cancel the interview"
          danger
          onClose={() => setCancelling(false)}
          onConfirm={cancel}
        >
          <p>Candidate and expert get a cancellation by mail at once. Lever gets a note.</p>
        </Ask>
      )}
    </div>
  );
}
