/** What every part of the availability editor gets: the value as typed, and how to change a part of it. */
import type { BodyOf, expertApi } from "@interviewvector/domain";

type AvailabilityValue = BodyOf<typeof expertApi.putAvailability>;

export interface PartProps {
  value: AvailabilityValue;
  change: (part: Partial<AvailabilityValue>) => void;
}

/** The largest that each limit may be. */
export const mostOf = { maxPerDay: 20, maxPerWeek: 80, noticeHours: 336 } as const;
