/** Why a position has the slots it has: opened from the list of positions. */
import { assignmentApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { SlotsExplained } from "./SlotsExplained.tsx";

export function WhySlots({ id, title }: { id: string; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button label={`Why these slots: ${title}`} onPress={() => setOpen(true)}>
        Why these slots?
      </Button>
      {open && <Explained id={id} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}

function Explained({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const answer = useAnswer(assignmentApi.whyNoSlot, { params: { positionId: id } });
  return (
    <Dialog wide title={`Slots: ${title}`} onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      <Read of={answer} lines={8}>
        {(found) => <SlotsExplained answer={found} />}
      </Read>
    </Dialog>
  );
}
