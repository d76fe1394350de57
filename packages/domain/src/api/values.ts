/** Values that many answers share. Instants are ISO 8601 in UTC; zones are IANA names. */
import { z } from "zod";
import { interviewStates } from "../interview/state.ts";

export const id = z.uuid();
export const instant = z.iso.datetime({ offset: true });
export const zone = z.string().min(1).max(60);
export const ok = z.object({ ok: z.literal(true) });
export const nothing = z.object({});
/** What a form was filled with; sent back as `basedOn`, it keeps one window from undoing what another one saved. */
export const mark = z.string().max(40);
export const state = z.enum(interviewStates);

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problem>;

export const actor = z.object({ kind: z.string(), name: z.string().optional() });
