/** What a guide of the library is, before it is parsed. */
import type { guideContent } from "@interviewvector/domain";
import type { z } from "zod";

export interface LibraryGuide {
  /** Fixed for ever: by it an installation knows that it has the guide already. */
  id: string;
  name: string;
  category: string;
  content: z.input<typeof guideContent>;
}
