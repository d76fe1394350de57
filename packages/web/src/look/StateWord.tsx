/** A state as the same small coloured word wherever it stands. The word carries the meaning, the colour only helps the eye. */
import { stateWords, type InterviewState } from "@interviewvector/domain";
import { inks, type Tone } from "./Notice.tsx";

const tones: Record<string, Tone> = {
  blocked: "bad",
  invited: "info",
  proposed: "warn",
  scheduled: "info",
  live: "good",
  awaiting_report: "warn",
  in_review: "info",
  completed: "good",
  cancelled: "quiet",
  candidate_no_show: "bad",
  expert_no_show: "bad",
  interrupted: "bad",
  expired: "quiet",
  unschedulable: "bad",
};

const others: Record<string, [string, Tone]> = {
  // positions
  pending: ["Pending", "warn"],
  active: ["Active", "good"],
  paused: ["Paused", "warn"],
  inactive: ["Inactive", "quiet"],
  // connections
  connected: ["Connected", "good"],
  broken: ["Broken", "bad"],
  disconnected: ["Disconnected", "quiet"],
  // effects
  running: ["Running", "info"],
  unsure: ["Unsure", "warn"],
  done: ["Done", "good"],
  dead: ["Failed", "bad"],
  skipped: ["Skipped", "quiet"],
  // deliveries
  handled: ["Handled", "good"],
  ignored: ["Ignored", "quiet"],
  failed: ["Failed", "bad"],
  waiting: ["Waiting", "info"],
  test: ["Test", "quiet"],
  // experts
  applied: ["Applied", "info"],
  screening: ["Screening", "info"],
  shadow: ["Shadow", "info"],
  reverse_shadow: ["Reverse shadow", "info"],
  gone: ["Gone", "quiet"],
};

export function wordsFor(state: string): string {
  const known = others[state]?.[0] ?? stateWords[state as InterviewState];
  return known ?? state.charAt(0).toUpperCase() + state.slice(1).replaceAll("_", " ");
}

export function StateWord({ state, words }: { state: string; words?: string }) {
  const tone = tones[state] ?? others[state]?.[1] ?? "quiet";
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap ${inks[tone]}`}>
      <span
        aria-hidden="true"
        className={`size-2 rounded-full ${tone === "quiet" ? "border-2 border-current" : "bg-current"}`}
      />
      {words ?? wordsFor(state)}
    </span>
  );
}
