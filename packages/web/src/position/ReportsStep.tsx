import { Chips } from "../look/Chips.tsx";
import { Tick } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import type { StepProps } from "./draft.ts";
import type { Draft } from "./draft.ts";

export function ReportsStep({ draft, change, faults }: StepProps) {
  const { settings } = draft;
  const set = (part: Partial<Draft["settings"]>) => change({ settings: { ...settings, ...part } });
  return (
    <Card title="Reports">
      <div className="max-w-2xl space-y-5">
        <Tick
          label="An auditor reads each report before it reaches Lever"
          hint="Expert 75 minutes, auditor 45: still two hours in all."
          checked={settings.reviewBeforeRelease}
          onValue={(reviewBeforeRelease) => set({ reviewBeforeRelease })}
        />
        <Tick
          label="The note in Lever names the verdict"
          hint="Off by default: Lever hides feedback from those who have not given theirs, and a note would tell them."
          checked={settings.verdictInNote}
          onValue={(verdictInNote) => set({ verdictInNote })}
        />
        <Chips
          label="Who else is told"
          values={settings.alsoTell}
          onValues={(alsoTell) => set({ alsoTell })}
          error={Object.entries(faults).find(([path]) => path.startsWith("settings.alsoTell"))?.[1]}
          refuse={(word) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word) ? null : `“${word}” is no e-mail address.`)}
          hint="E-mail addresses that are told when an interview is booked, moved or reported."
        />
      </div>
    </Card>
  );
}
