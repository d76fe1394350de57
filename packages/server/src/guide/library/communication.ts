/** The one competency that nearly every guide has. */
import type { LibraryGuide } from "./library-guide.ts";

export const communication: LibraryGuide["content"]["competencies"][number] = {
  id: "communication",
  name: "Communication",
  anchors: [
    "Could not be followed, or did not take up what was said.",
    "Could be followed with questions; explains what, seldom why.",
    "Thinks aloud, gives reasons, takes hints up, and says when something is not known.",
    "Makes hard things simple for the listener, names doubts by themselves, and makes the talk a common work.",
  ],
};
