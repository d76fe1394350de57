/** How the effects of this folder are called on timelines and on the operator's screen, and where in Lever they can be seen. */
import type { Config } from "../config.ts";

const notes: Record<string, string> = {
  invited: "invited",
  information_missing: "information missing",
  position_not_ready: "not invited yet",
  address_bounced: "address refused",
  booked_address_bounced: "address refused, booked",
  address_removed: "no address any more",
  last_reminder: "last reminder",
  expired: "invitation ended",
  proposed: "preferred times",
  scheduled: "scheduled",
  rescheduled: "rescheduled",
  expert_replaced: "another expert",
  cancelled: "cancelled",
  no_show: "did not come",
  interrupted: "broke off",
  changed_by_hand: "changed by hand in Lever",
  leaving_while_live: "left the stage during the interview",
  unarchived: "out of the archive",
  posting_ended: "posting closed or untagged",
  unschedulable: "nobody available",
  feedback_uploaded: "feedback uploaded",
};

export function effectTitle({ kind, payload }: { kind: string; payload: Record<string, unknown> }): string {
  switch (kind) {
    case "ats.note": {
      const note = String(payload["note"]);
      return `Note in Lever: ${notes[note] ?? note.replaceAll("_", " ")}`;
    }
    case "ats.schedule":
      return "Panel and interview in Lever";
    case "ats.reschedule":
      return "Interview in Lever: new time or expert";
    case "ats.cancel":
      return "Interview in Lever: cancelled";
    case "ats.feedback":
      return "Feedback in Lever";
    case "ats.file":
      return "Report file in Lever";
    case "ats.status":
      return "Status on the opportunity in Lever";
    case "lever.read":
      return "Read the opportunity in Lever";
    case "lever.poll":
      return "Look for missed changes in Lever";
    case "lever.postings":
      return "Read the tagged postings in Lever";
    case "lever.erase":
      return "Erase what was deleted in Lever";
    case "lever.watch":
      return "Watch the connection to Lever";
    default:
      return kind;
  }
}

export interface OpportunityRef {
  environment: "production" | "sandbox";
  opportunityId: string;
}

/** Lever's web app beside its API. Source: https://hire.lever.co/developer/documentation (urls of an opportunity) */
const apps: Record<string, string> = {
  "api.lever.co": "https://hire.lever.co",
  "api.sandbox.lever.co": "https://hire.sandbox.lever.co",
};

/** The candidate's page in Lever: notes, interviews, feedback and files all stand there. */
export function opportunityUrl(config: Pick<Config, "lever">, { environment, opportunityId }: OpportunityRef): string {
  const api = new URL(config.lever[environment].apiUrl);
  return `${apps[api.hostname] ?? api.origin}/candidates/${encodeURIComponent(opportunityId)}`;
}
