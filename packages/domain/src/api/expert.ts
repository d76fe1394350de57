import { z } from "zod";
import { guideContent } from "../guide/guide.ts";
import { reportDraft } from "../report/report.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, mark, ok, state, zone } from "./values.ts";

export const agendaItem = z.object({
  interviewId: id,
  candidateFirstName: z.string(),
  company: z.string(),
  role: z.string(),
  round: z.string(),
  state,
  startAt: instant,
  endAt: instant,
  joinUrl: z.string().nullable(),
  reportDueAt: instant.nullable(),
  reportState: z.enum(["none", "draft", "submitted"]),
  mayMarkNoShow: z.boolean(),
  /** More time that the candidate asked for; the length above holds it. */
  extraMinutes: z.int(),
  /** What to arrange besides more time: only what to do, never why. */
  accommodation: z.string().optional(),
});
export const agenda = endpoint({
  method: "get",
  path: "/expert/agenda",
  summary: "My interviews and the reports I owe",
  audience: "expert",
  answer: z.object({
    zone,
    next: agendaItem.nullable(),
    items: z.array(agendaItem),
    due: z.array(agendaItem),
    done: z.array(agendaItem),
  }),
});

const interval = z.object({ fromMinute: z.int().min(0).max(1439), toMinute: z.int().min(1).max(1440) });
export const availabilityValue = z.object({
  zone,
  weekly: z.array(interval.extend({ weekday: z.int().min(1).max(7) })).max(100),
  overrides: z.array(z.object({ onDate: z.iso.date(), intervals: z.array(interval).max(10) })).max(400),
  timeOff: z
    .array(z.object({ id: id.optional(), fromAt: instant, toAt: instant, note: z.string().max(200).default("") }))
    .max(200),
  maxPerDay: z.int().min(0).max(20),
  maxPerWeek: z.int().min(0).max(80),
  noticeMinutes: z.int().min(0).max(20_160),
});
export type AvailabilityValue = z.infer<typeof availabilityValue>;
export const availabilityAnswer = availabilityValue.extend({
  mark,
  /** Starts (of 60 minutes) that candidates would be offered in the next 14 days. */
  offered: z.array(instant),
  booked: z.array(z.object({ startAt: instant, endAt: instant })),
});
export const getAvailability = endpoint({
  method: "get",
  path: "/expert/availability",
  summary: "My hours and what candidates are offered",
  audience: "expert",
  answer: availabilityAnswer,
});
export const putAvailability = endpoint({
  method: "put",
  path: "/expert/availability",
  summary: "Change my hours; with `basedOn`, the mark that was read before, a stale one is refused with 409",
  audience: "expert",
  body: availabilityValue.extend({ basedOn: mark.optional() }),
  answer: availabilityAnswer,
});

export const previewAvailability = endpoint({
  method: "post",
  path: "/expert/availability/preview",
  summary: "What hours come to before they are saved, also around the next change of the clocks; changes nothing",
  audience: "expert",
  body: availabilityValue,
  answer: z.object({
    zone,
    offered: z.array(instant),
    /** Null where the clocks don't change within a year. */
    clockChange: z
      .object({
        at: instant,
        /** 60: forward by an hour. */
        byMinutes: z.number(),
        days: z.array(z.object({ onDate: z.iso.date(), starts: z.array(instant) })),
      })
      .nullable(),
  }),
});

export const expertInterview = z.object({
  item: agendaItem,
  zone,
  candidateZone: zone.nullable(),
  guide: guideContent,
  guideVersion: z.int(),
  draft: reportDraft,
  draftVersion: z.int(),
  savedAt: instant.nullable(),
  submittedVersion: z.int(),
  /** The version submitted last was sent back by an auditor. */
  sentBack: z.object({ at: instant, words: z.string() }).nullable(),
  missing: z.array(z.object({ part: z.string(), words: z.string() })),
  maySubmit: z.object({ possible: z.boolean(), words: z.string() }),
});
export type ExpertInterview = z.infer<typeof expertInterview>;
export const getExpertInterview = endpoint({
  method: "get",
  path: "/expert/interviews/{interviewId}",
  summary: "Guide, draft and what is missing",
  audience: "expert",
  answer: expertInterview,
});
export const saveDraft = endpoint({
  method: "put",
  path: "/expert/interviews/{interviewId}/draft",
  summary: "Autosave; `draftVersion` is the version that was edited, a stale one is refused with 409",
  audience: "expert",
  body: z.object({ draft: reportDraft, draftVersion: z.int().min(0) }),
  answer: z.object({
    draftVersion: z.int(),
    savedAt: instant,
    missing: z.array(z.object({ part: z.string(), words: z.string() })),
  }),
});
export const submitReport = endpoint({
  method: "post",
  path: "/expert/interviews/{interviewId}/submit",
  summary: "Submit the report",
  audience: "expert",
  body: z.object({ draftVersion: z.int().min(0) }),
  answer: expertInterview,
});
export const markNoShow = endpoint({
  method: "post",
  path: "/expert/interviews/{interviewId}/no-show",
  summary: "The candidate did not come",
  audience: "expert",
  answer: ok,
});
export const markBrokeOff = endpoint({
  method: "post",
  path: "/expert/interviews/{interviewId}/broke-off",
  summary: "The call broke off and could not be resumed",
  audience: "expert",
  answer: ok,
});
