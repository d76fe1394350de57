/** The Digital Guide: the structured script of a round. Versioned as a whole. */
import { z } from "zod";

export const competency = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: z.string().min(1).max(120),
  mandatory: z.boolean().default(true),
  /** What a 1, 2, 3 and 4 look like, in this order. */
  anchors: z.tuple([
    z.string().min(1).max(400),
    z.string().min(1).max(400),
    z.string().min(1).max(400),
    z.string().min(1).max(400),
  ]),
});

export const question = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  text: z.string().min(1).max(2000),
  hints: z.array(z.string().max(600)).default([]),
  expected: z.array(z.string().max(600)).default([]),
  followUps: z.array(z.string().max(600)).default([]),
});

export const section = z.object({
  name: z.string().min(1).max(120),
  minutes: z.int().min(1).max(180),
  questions: z.array(question),
});

export const guideContent = z.object({
  format: z.string().min(1).max(300),
  equipment: z.string().min(1).max(300).default("a computer with camera and microphone, and a quiet place"),
  sections: z.array(section).min(1),
  competencies: z.array(competency).min(1),
});
export type GuideContent = z.infer<typeof guideContent>;
export type Competency = z.infer<typeof competency>;
