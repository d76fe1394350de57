/** How a connection writes: notes apart or in a thread, tags and a link, and the words of notes and mails. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, mark, ok } from "./values.ts";

export const writing = z.object({
  noteThread: z.boolean(),
  statusTags: z.boolean(),
  opportunityLink: z.boolean(),
  /** Why tags and link can't be switched on; null when they can. */
  whyNoStatus: z.string().nullable(),
});

export const getWriting = endpoint({
  method: "get",
  path: "/connections/{connectionId}/writing",
  summary: "How notes, tags and the link stand in Lever",
  audience: "company",
  keyScope: "read",
  answer: writing,
});
export const updateWriting = endpoint({
  method: "put",
  path: "/connections/{connectionId}/writing",
  summary: "Change how notes, tags and the link stand in Lever",
  audience: "admin",
  body: z.object({
    noteThread: z.boolean().optional(),
    statusTags: z.boolean().optional(),
    opportunityLink: z.boolean().optional(),
  }),
  answer: writing,
});

const textKey = { kind: z.enum(["note", "mail"]), name: z.string().min(1).max(60) };
/** Bounds of what is taken in; each text has its own limit, said in words. */
const textBody = { ...textKey, subject: z.string().max(1000).optional(), words: z.string().max(20_000) };

export const text = z.object({
  ...textKey,
  title: z.string(),
  when: z.string(),
  subject: z.string().nullable(),
  words: z.string(),
  mark,
  /** Null: ours stands. */
  changed: z.object({ at: instant, by: z.string() }).nullable(),
  ours: z.object({ subject: z.string().nullable(), words: z.string() }),
  places: z.array(
    z.object({
      name: z.string(),
      means: z.string(),
      /** Why it must stand; null where it may be left out. */
      must: z.string().nullable(),
      inSubject: z.boolean(),
    }),
  ),
});

export const listTexts = endpoint({
  method: "get",
  path: "/connections/{connectionId}/texts",
  summary: "Every note and mail to candidates, as it is written now",
  audience: "company",
  keyScope: "read",
  answer: z.object({ texts: z.array(text) }),
});
export const previewText = endpoint({
  method: "post",
  path: "/connections/{connectionId}/texts/preview",
  summary: "A text as it would be read, and what is wrong with it",
  audience: "company",
  body: z.object(textBody),
  answer: z.object({
    problems: z.object({ subject: z.string().nullable(), words: z.string().nullable() }),
    /** Null while something is wrong. */
    shown: z.object({ subject: z.string().nullable(), text: z.string(), html: z.string().nullable() }).nullable(),
  }),
});
export const saveText = endpoint({
  method: "put",
  path: "/connections/{connectionId}/texts",
  summary:
    "Write a note or mail in the company's own words; with `basedOn`, the mark that was read before, a stale one is refused with 409",
  audience: "admin",
  body: z.object({ ...textBody, basedOn: mark.optional() }),
  answer: ok,
});
export const resetText = endpoint({
  method: "post",
  path: "/connections/{connectionId}/texts/reset",
  summary: "Back to our text",
  audience: "admin",
  body: z.object({ ...textKey, basedOn: mark.optional() }),
  answer: ok,
});
