/** When the candidate's e-mail address is another one, refuses our mail, or is gone; before a time is booked and after. */
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { decide, type Circumstances, type Decision } from "./decision.ts";
import { invite } from "./invite.ts";
import { lookUntil } from "./propose.ts";
import type { BlockReason, Booking, Interview, Proposal } from "./state.ts";

/** Whoever reads the old one must hold no living link: what was said last is said again there, with a link of its own. */
export function changeAddress(interview: Interview, circumstances: Circumstances): Decision {
  if (interview.booking) return confirmAnew(interview, interview.booking, circumstances);
  return interview.proposal
    ? receiveAnew(interview, interview.proposal, circumstances)
    : inviteAnew(interview, circumstances);
}

/** That they are just leaving the stage is not forgotten over it. */
function inviteAnew(interview: Interview, circumstances: Circumstances): Decision {
  const { rules } = circumstances;
  if (!rules.positionOpen) return inviteOnceOpen(interview, rules.postingEnded ? "inactive" : "paused", circumstances);
  const decision = invite(interview, circumstances, true);
  const words = "Invited anew: the candidate has another address";
  return { ...decision, words, interview: { ...decision.interview, leavingAt: interview.leavingAt } };
}

/** The times they gave stay. */
function receiveAnew(interview: Interview, { answerBy, ranges }: Proposal, circumstances: Circumstances): Decision {
  return decide(
    interview,
    circumstances,
    { generation: interview.generation + 1, notedReasons: [] },
    {
      words: "The candidate has another address: how their times stand is told there, with a new link",
      requests: [
        circumstances.now < answerBy
          ? { kind: "mail.candidate", mail: "proposal_received", answerBy }
          : { kind: "mail.candidate", mail: "proposal_unanswered", answerBy, lookUntil: lookUntil(ranges) },
      ],
    },
  );
}

/** Nothing can be chosen: an invitation to choose would be none. The note comes with the invitation, by itself. */
function inviteOnceOpen(interview: Interview, reason: BlockReason, circumstances: Circumstances): Decision {
  return decide(
    interview,
    circumstances,
    { state: "blocked", blockedReasons: [reason], notedReasons: [reason] },
    { words: "The candidate has another address: invited there once interviews for this position go on" },
  );
}

function confirmAnew(interview: Interview, booking: Booking, circumstances: Circumstances): Decision {
  const { sequence, generation } = interview;
  const told = { times: timesOf(booking), sequence, expertId: booking.expertId, matched: false };
  return decide(
    interview,
    circumstances,
    { generation: generation + 1, notedReasons: [] },
    {
      words: "The candidate has another address: the confirmation goes there, with a new link",
      requests: [{ kind: "mail.candidate", mail: "booked", ...told }],
    },
  );
}

/** What is booked stays so: the candidate chose it on the page. But what we write about it does not arrive. */
export function bounce(interview: Interview, address: string, circumstances: Circumstances): Decision {
  const { booking } = interview;
  if (booking !== null) {
    const note = { note: "booked_address_bounced", address, times: timesOf(booking) } as const;
    const words = `The address ${address} refused our mail; the interview stays booked`;
    return decide(interview, circumstances, {}, { words, requests: [{ kind: "ats.note", ...note }] });
  }
  return decide(
    interview,
    circumstances,
    { state: "blocked", blockedReasons: ["address_bounced"], notedReasons: ["address_bounced"], proposal: null },
    {
      words: `The address ${address} refused our mail`,
      requests: [{ kind: "ats.note", note: "address_bounced", address }],
    },
  );
}

/**
 * Nothing is ended: it may be a slip, and who reads the old address has the link. But what we write does not arrive any more.
 * Said once, until there is an address again.
 */
export function loseAddress(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  if (interview.notedReasons.includes("email_missing"))
    return refuse("noted_already", "It was said already that there is no e-mail address.");
  const { booking } = interview;
  return decide(
    interview,
    circumstances,
    { notedReasons: ["email_missing"] },
    {
      words: "The candidate has no e-mail address any more: our mails do not arrive",
      requests: [{ kind: "ats.note", note: "address_removed", times: booking === null ? null : timesOf(booking) }],
    },
  );
}
