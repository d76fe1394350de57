/** What may be done with an interview now, each with what it will send to whom, or why it can't be done. Asks the domain's table; pure. */
import {
  isFinal,
  refuse,
  stateWords,
  table,
  type AnswerOf,
  type interviewApi,
  type Interview,
  type Refusal,
} from "@interviewvector/domain";

type Action = AnswerOf<typeof interviewApi.getInterview>["actions"][number];

export interface PossibleFacts {
  interview: Interview;
  positionOpen: boolean;
  hasEmail: boolean;
  /** A younger interview of the same entry and round exists. */
  wasRedone: boolean;
  /** The invitation is on its way, or waits for a retry. */
  invitationOpen: boolean;
}

export function possibleActions(facts: PossibleFacts): Action[] {
  const { interview } = facts;
  const booked = interview.booking !== null;
  return [
    action("resend", mayResend(facts), "The candidate gets the invitation once more, with the same link."),
    action("copy_link", mayShareLink(interview), "The link acts for the candidate: share it with nobody else."),
    action(
      "book",
      mayBook(facts),
      "The candidate and the expert get a calendar invitation; the interview and a note are written to Lever.",
    ),
    action(
      "reschedule",
      mayMove(interview),
      "The candidate and the expert get the new time; the interview in Lever moves, and a note names both times.",
    ),
    action(
      "cancel",
      mayCancel(interview),
      booked
        ? "The candidate and the expert get a cancellation; the interview in Lever is cancelled, with a note."
        : "The link ends. A note is written to Lever; the candidate gets no mail.",
    ),
    action(
      "retrigger",
      mayRetrigger(interview),
      "Lever is read again. If everything is there, the candidate is invited; if not, you see what is missing.",
    ),
    action(
      "redo",
      mayRedo(facts),
      "A new interview of the same round with another expert: the candidate is invited again.",
    ),
    ...(interview.state === "in_review"
      ? [action("release", refuse("auditor", "An auditor reads the report first and releases it."), "")]
      : []),
  ];
}

function action(name: Action["action"], may: true | Refusal, words: string): Action {
  return may === true ? { action: name, possible: true, words } : { action: name, possible: false, words: may.words };
}

function not(interview: Interview): Refusal {
  return refuse("not_applicable", `Not possible: ${stateWords[interview.state].toLowerCase()}.`);
}

export function mayResend({
  interview,
  hasEmail,
  invitationOpen,
}: Omit<PossibleFacts, "wasRedone" | "positionOpen">): true | Refusal {
  if (interview.state !== "invited" && interview.state !== "proposed") return not(interview);
  if (!hasEmail) return refuse("no_address", "There is no address that takes our mail. Correct it in Lever first.");
  return invitationOpen ? refuse("on_its_way", "The invitation is on its way already.") : true;
}

function mayShareLink(interview: Interview): true | Refusal {
  return ["invited", "proposed", "scheduled", "live"].includes(interview.state) ? true : not(interview);
}

function mayBook({ interview, positionOpen }: PossibleFacts): true | Refusal {
  if (interview.state === "scheduled") return refuse("booked", "A time is booked already: reschedule it.");
  if (!table.slotBooked.from.includes(interview.state)) return not(interview);
  return positionOpen ? true : refuse("position_closed", "Interviews for this position are on hold.");
}

function mayMove(interview: Interview): true | Refusal {
  return interview.state === "scheduled" ? true : refuse("not_scheduled", "There is no booked time to change.");
}

function mayCancel(interview: Interview): true | Refusal {
  return table.cancelled.from.includes(interview.state) ? true : not(interview);
}

function mayRetrigger(interview: Interview): true | Refusal {
  return table.retriggered.from.includes(interview.state) ? true : not(interview);
}

export function mayRedo({ interview, wasRedone }: Pick<PossibleFacts, "interview" | "wasRedone">): true | Refusal {
  if (wasRedone) return refuse("redone", "A newer interview of this round exists.");
  if (isFinal(interview.state)) return true;
  return table.retriggered.from.includes(interview.state)
    ? refuse("still_open", "This interview can still go on: re-trigger it.")
    : refuse("still_open", "This interview is still under way. Cancel it first, or wait for its report.");
}
