/** A situation for a position that is about to be saved, or without a candidate: what slots would there be? */
import { positionSettings, type PositionSettings } from "@interviewvector/domain";
import { meetingClass, type Situation } from "./situation.ts";

/** A position as it is configured, or is about to be. */
export interface SlotCountInput {
  companyName: string;
  category: string | null;
  seniority: string | null;
  skills: readonly string[];
  languages: readonly string[];
  settings?: Partial<PositionSettings> | undefined;
  durationMinutes: number;
}

/** An interview that doesn't exist, for a position that isn't saved yet. */
export function imagined(input: SlotCountInput): Situation {
  const settings = positionSettings.parse(input.settings ?? {});
  return {
    interviewId: "",
    companyId: "",
    candidateId: "",
    state: "invited",
    positionOpen: true,
    wanted: input,
    interviewee: null,
    meeting: meetingClass(input.durationMinutes, settings),
    noticeMinutes: settings.minimumNoticeMinutes,
    latestAt: null,
    booking: null,
    hold: null,
    proposedRanges: [],
    met: new Set(),
    sameExpertId: null,
    candidateBusy: [],
  };
}
