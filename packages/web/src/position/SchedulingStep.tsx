import { mandatoryItems, positionApi, type AnswerOf } from "@interviewvector/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call } from "../api.ts";
import { useCompanyId } from "../company.ts";
import { NumberField, TextField, Tick } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { useMe } from "../session.ts";
import { useSettled } from "../settled.ts";
import type { StepProps } from "./draft.ts";
import { faultsOf, type Draft } from "./draft.ts";

const itemWords = { email: "E-mail address", phone: "Phone number", resume: "Résumé" } as const;

export function SchedulingStep({ position, draft, change, faults }: StepProps) {
  const { settings } = draft;
  const { textMessages, supportEmail } = useMe();
  const set = (part: Partial<Draft["settings"]>) => change({ settings: { ...settings, ...part } });
  return (
    <div className="space-y-4">
      <SlotCount positionId={position.id} draft={draft} />
      <Card title="When">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <NumberField
            label="Book within"
            unit="days"
            min={1}
            max={60}
            value={settings.bookWithinDays}
            onValue={(bookWithinDays) => set({ bookWithinDays })}
            hint="After that the invitation expires."
          />
          <NumberField
            label="Interview within"
            unit="days"
            min={1}
            max={90}
            value={settings.interviewWithinDays}
            onValue={(interviewWithinDays) => set({ interviewWithinDays })}
            error={faults["settings.interviewWithinDays"]}
            hint="No later time is offered."
          />
          <NumberField
            label="Minimum notice"
            unit="hours"
            min={0}
            max={336}
            value={settings.minimumNoticeMinutes / 60}
            onValue={(hours) => set({ minimumNoticeMinutes: hours * 60 })}
            hint="No earlier time is offered."
          />
          <NumberField
            label="Free before"
            unit="min"
            min={0}
            max={120}
            step={5}
            value={settings.bufferBeforeMinutes}
            onValue={(bufferBeforeMinutes) => set({ bufferBeforeMinutes })}
            hint="For the expert, before the interview."
          />
          <NumberField
            label="Free after"
            unit="min"
            min={0}
            max={120}
            step={5}
            value={settings.bufferAfterMinutes}
            onValue={(bufferAfterMinutes) => set({ bufferAfterMinutes })}
            hint="For the expert, after it."
          />
        </div>
      </Card>
      <Card title="Changes">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <NumberField
            label="Candidate may reschedule"
            unit="times"
            min={0}
            max={10}
            value={settings.maxReschedules}
            onValue={(maxReschedules) => set({ maxReschedules })}
          />
          <NumberField
            label="Until"
            unit="hours before"
            min={0}
            max={168}
            value={settings.rescheduleCutoffMinutes / 60}
            onValue={(hours) => set({ rescheduleCutoffMinutes: hours * 60 })}
            hint="Later they are asked to write to support."
          />
          <div className="sm:pt-6">
            <Tick
              label="May book again after not coming"
              checked={settings.candidateMayRebookAfterNoShow}
              onValue={(candidateMayRebookAfterNoShow) => set({ candidateMayRebookAfterNoShow })}
            />
          </div>
        </div>
      </Card>
      <Card title="What must stand in Lever before a candidate is invited">
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          {mandatoryItems.map((item) => (
            <Tick
              key={item}
              label={itemWords[item]}
              checked={item === "email" || settings.mandatory.includes(item)}
              disabled={item === "email"}
              {...(item === "email" ? { hint: "Always: the invitation goes there." } : {})}
              onValue={(on) =>
                set({
                  mandatory: on ? [...settings.mandatory, item] : settings.mandatory.filter((other) => other !== item),
                })
              }
            />
          ))}
        </div>
      </Card>
      <Card title="Reminders">
        <Tick
          label="Remind the candidate by text message as well"
          hint={
            textMessages
              ? "An hour and ten minutes before, to the phone number in Lever, where it is in international form (+49 …)."
              : `This installation sends no text messages. If you want them, write to ${supportEmail}.`
          }
          checked={settings.textReminders}
          disabled={!textMessages && !settings.textReminders}
          onValue={(textReminders) => set({ textReminders })}
        />
      </Card>
      <Card title="Where">
        <TextField
          label="Your own meeting link"
          type="url"
          className="max-w-xl"
          placeholder="https://"
          value={settings.meetingUrl ?? ""}
          onValue={(url) => {
            const { meetingUrl: _, ...rest } = settings;
            change({ settings: url === "" ? rest : { ...rest, meetingUrl: url } });
          }}
          error={faults["settings.meetingUrl"]}
          hint="Leave empty to use the expert's."
        />
      </Card>
    </div>
  );
}

type Count = AnswerOf<typeof positionApi.slotCount>;

/** How many times the settings would offer, while they are being changed. */
function SlotCount({ positionId, draft }: { positionId: string; draft: Draft }) {
  const companyId = useCompanyId();
  const settled = useSettled(JSON.stringify(draft), 400);
  const asked = JSON.parse(settled) as Draft;
  const possible = Object.keys(faultsOf(asked)).length === 0;
  const durationMinutes = asked.rounds[0]?.durationMinutes ?? 60;
  const count = useQuery<Count>({
    queryKey: ["slot-count", companyId, positionId, settled],
    queryFn: ({ signal }) =>
      call(
        positionApi.slotCount,
        { params: { positionId }, body: { ...asked, durationMinutes } },
        { companyId, signal },
      ),
    enabled: possible,
    placeholderData: keepPreviousData,
  });
  if (count.error) return <Failure error={count.error} />;
  return (
    <output
      aria-label="Slots"
      className={`panel flex min-h-20 flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3 ${count.isPlaceholderData ? "stale" : ""}`}
    >
      {!possible && (
        <p className="text-soft">How many times this setting offers is shown when the steps before are complete.</p>
      )}
      {possible && count.data === undefined && <p className="text-soft">Counting the times this setting offers …</p>}
      {possible && count.data !== undefined && (
        <>
          <p className={`text-3xl font-semibold ${count.data.slots === 0 ? "text-bad" : ""}`}>{count.data.slots}</p>
          <div>
            <p className="font-medium">
              {`${count.data.slots === 1 ? "slot" : "slots"} in the next 7 days for this setting, with ${count.data.experts} ${count.data.experts === 1 ? "expert who fits" : "experts who fit"}`}
            </p>
            {count.data.slots === 0 && <p className="text-sm text-soft">{count.data.words}</p>}
          </div>
        </>
      )}
    </output>
  );
}
