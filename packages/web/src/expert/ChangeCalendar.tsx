/** Another name, or another address or password: it is looked into before the old one is given up. */
import { calendarApi, type CalendarSource } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { AccessFields, accessOf, emptyAccess, whyNoAccess, type Typed } from "./AccessFields.tsx";
import { kinds } from "./calendar-words.ts";

export function ChangeCalendar({ source, onClose }: { source: CalendarSource; onClose: () => void }) {
  const [name, setName] = useState(source.name);
  const [typed, setTyped] = useState<Typed>(emptyAccess);
  const kind = kinds.find(({ provider }) => provider === source.provider) ?? kinds[0]!;
  const hasNew = typed.address !== "" || typed.user !== "" || typed.password !== "";
  const change = useAct(calendarApi.changeCalendar, () => {
    say(hasNew ? "Saved. It is being read." : "Saved");
    onClose();
  });
  const why = name.trim() === "" ? "Give it a name." : hasNew ? whyNoAccess(typed, source.provider) : null;
  const fields = change.error?.fields ?? {};
  return (
    <Dialog
      title={`Change ${source.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            weight="primary"
            busy={change.isPending}
            why={why}
            onPress={() =>
              change.mutate({
                params: { sourceId: source.id },
                body: { name, ...(hasNew ? { access: accessOf(typed, source.provider) } : {}) },
              })
            }
          >
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <TextField label="Name" maxLength={120} value={name} onValue={setName} />
        <p className="text-sm text-soft">
          {`The address at ${source.host} is kept and not shown. Fill in the following only to replace it.`}
        </p>
        <AccessFields
          kind={kind}
          typed={typed}
          onType={(next) => setTyped({ ...typed, ...next })}
          error={change.error}
        />
        <Failure error={"address" in fields || "password" in fields ? null : change.error} />
      </div>
    </Dialog>
  );
}
