/** Mails about preferred times. */
export { proposalLapsed } from "./lapsed.ts";
export { proposalOnHold } from "./on-hold.ts";
export { proposalReceived, type ProposalReceivedMailFacts } from "./received.ts";
export { proposalUnanswered } from "./unanswered.ts";
