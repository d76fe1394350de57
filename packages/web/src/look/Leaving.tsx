import type { ReactNode } from "react";
import { useBlocker } from "react-router";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

/** Asks before a page with unsaved changes is left. */
export function Leaving({ unsaved, children }: { unsaved: boolean; children: ReactNode }) {
  const blocker = useBlocker(unsaved);
  if (blocker.state !== "blocked") return null;
  return (
    <Dialog
      title="Leave without saving?"
      onClose={() => blocker.reset()}
      actions={
        <>
          <Button onPress={() => blocker.reset()}>Stay</Button>
          <Button weight="danger" onPress={() => blocker.proceed()}>
            Leave
          </Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
