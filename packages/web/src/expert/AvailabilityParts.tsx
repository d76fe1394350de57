/** What an expert says about their times, part by part; and the calendars, which are saved apart. */
import type { PartProps } from "./availability-part.ts";
import { Calendars } from "./Calendars.tsx";
import { Caps } from "./Caps.tsx";
import { Overrides } from "./Overrides.tsx";
import { TimeOff } from "./TimeOff.tsx";
import { Weekly } from "./Weekly.tsx";

export function AvailabilityParts({ zone, ...part }: PartProps & { zone: string }) {
  return (
    <div className="min-w-0 space-y-5">
      <Weekly {...part} />
      <Overrides {...part} />
      <TimeOff {...part} />
      <Caps {...part} />
      <Calendars zone={zone} />
    </div>
  );
}
