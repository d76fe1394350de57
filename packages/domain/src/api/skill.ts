import { z } from "zod";

/** Levels: 1 knows it, 2 works with it, 3 strong, 4 teaches it. */
export const skill = z.object({ skill: z.string().trim().min(1).max(60), level: z.int().min(1).max(4) });
