/** One connected calendar or account: is it read, which parts count, where our bookings go. */
import { calendarApi, type CalendarSource } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { SelectField, Tick } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct } from "../query.ts";
import { ChangeCalendar } from "./ChangeCalendar.tsx";
import { providerWords, sourceFigures } from "./calendar-words.ts";

export function CalendarCard({ source }: { source: CalendarSource }) {
  const [open, setOpen] = useState<"change" | "remove" | null>(null);
  const params = { sourceId: source.id };
  const refresh = useAct(calendarApi.refreshCalendar, () => say(`${source.name} is being read`));
  const remove = useAct(calendarApi.removeCalendar, () => say(`${source.name} is no longer read`));
  const state = { new: "waiting", working: "connected", broken: "broken" }[source.state];
  const words = { new: "Being read", working: "Working", broken: "Can’t be read" }[source.state];
  return (
    <li className="space-y-3 py-4 first:pt-0 last:pb-0" aria-label={source.name}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-x-3 font-medium break-words">
            {source.name}
            <StateWord state={state} words={words} />
          </h3>
          <p className="text-sm break-words text-soft">
            {`${providerWords(source)} · ${source.host}`}
            {source.readAt && (
              <>
                {" · read "}
                <Ago at={source.readAt} />
              </>
            )}
          </p>
          {source.readAt && <p className="text-sm text-soft">{sourceFigures(source)}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            label={`Read now: ${source.name}`}
            busy={refresh.isPending}
            onPress={() => refresh.mutate({ params })}
          >
            Read now
          </Button>
          <Button label={`Change ${source.name}`} onPress={() => setOpen("change")}>
            Change
          </Button>
          <Button label={`Remove ${source.name}`} onPress={() => setOpen("remove")}>
            Remove
          </Button>
        </div>
      </div>
      {source.problem && (
        <p className={`text-sm ${source.state === "broken" ? "text-bad" : "text-warn"}`}>
          {source.problem.words}
          {source.nextAt && (
            <>
              {" Next try "}
              <Ago at={source.nextAt} />.
            </>
          )}
        </p>
      )}
      {source.unknownZones.length > 0 && (
        <p className="text-sm text-warn">
          {`Some events lie in a time zone that we don’t know (${source.unknownZones.join(", ")}). We keep the whole day around them free of interviews.`}
        </p>
      )}
      {source.kind === "caldav" && <Parts source={source} />}
      <Failure error={refresh.error} />
      {open === "change" && <ChangeCalendar source={source} onClose={() => setOpen(null)} />}
      {open === "remove" && (
        <Ask
          title={`Remove ${source.name}?`}
          confirm="Remove"
          danger
          onConfirm={() => remove.mutateAsync({ params })}
          onClose={() => setOpen(null)}
        >
          <p>We forget its address and when you are busy by it. From then on you can be booked at those times.</p>
          {source.calendars.some(({ receives }) => receives) && (
            <p>Interviews that we have written into it stay there as they are; we no longer move or remove them.</p>
          )}
        </Ask>
      )}
    </li>
  );
}

/** Each choice is saved as it is made. */
function Parts({ source }: { source: CalendarSource }) {
  const change = useAct(calendarApi.changeCalendar, () => say("Saved"));
  const params = { sourceId: source.id };
  const counting = source.calendars.filter(({ counts }) => counts).map(({ id }) => id);
  const receiver = source.calendars.find(({ receives }) => receives)?.id ?? "";
  const writable = source.calendars.filter(({ mayWrite }) => mayWrite);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <fieldset className="space-y-1.5">
        <legend className="label">Make me busy</legend>
        {source.calendars.map(({ id, name, counts }) => (
          <Tick
            key={id}
            label={name}
            checked={counts}
            disabled={change.isPending}
            onValue={(on) =>
              change.mutate({ params, body: { counts: on ? [...counting, id] : counting.filter((one) => one !== id) } })
            }
          />
        ))}
      </fieldset>
      <SelectField
        label="Write my interviews into"
        value={receiver}
        disabled={change.isPending}
        onValue={(id) => change.mutate({ params, body: { receives: id === "" ? null : id } })}
        choices={[
          { value: "", words: "none of these" },
          ...writable.map(({ id, name }) => ({ value: id, words: name })),
        ]}
        hint="They are moved and taken out by themselves. Only one calendar of yours receives them."
      />
      <div className="sm:col-span-2">
        <Failure error={change.error} />
      </div>
    </div>
  );
}
