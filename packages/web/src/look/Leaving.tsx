import type { ReactNode } from "react";
import { useBlocker } from "react-router";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

/** Asks before a page with unsaved changes is left; `unsaved` is asked at that moment. Another part of the same page is not leaving. */
export function Leaving({ unsaved, children }: { unsaved: () => boolean; children: ReactNode }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && unsaved(),
  );
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
