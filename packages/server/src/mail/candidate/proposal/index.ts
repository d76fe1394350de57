/** Mails about preferred times. */
export { proposalLapsed } from "./lapsed.ts";
export { proposalReceived, type ProposalReceivedMailFacts } from "./received.ts";
export { proposalUnanswered } from "./unanswered.ts";
