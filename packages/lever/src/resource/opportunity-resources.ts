/** Opportunities and what hangs on one: every call names an opportunity. */
import type { Wire } from "../wire/wire.ts";
import { feedback } from "./feedback.ts";
import { files } from "./files.ts";
import { interviews } from "./interviews.ts";
import { notes } from "./notes.ts";
import { opportunities } from "./opportunities.ts";
import { panels } from "./panels.ts";
import { resumes } from "./resumes.ts";

export function opportunityResources(wire: Wire) {
  return {
    feedback: feedback(wire),
    files: files(wire),
    interviews: interviews(wire),
    notes: notes(wire),
    opportunities: opportunities(wire),
    panels: panels(wire),
    resumes: resumes(wire),
  };
}
