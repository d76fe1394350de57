/** Contact data is missing in the ATS: names exactly what, what else is in the way, and how to go on. */
import { webAddress } from "../../mail/web-address.ts";
import { candidateName, listed, postingName, type NoteFacts, type NoteKind } from "../note.ts";
import { contactedPlace, contactedWords, type MaybeAgain } from "./contacted.ts";
import { obstacleWords, type Obstacle } from "./obstacle.ts";

export type MissingItem = "email_missing" | "phone_missing" | "resume_missing";

export interface InformationMissingNoteFacts extends NoteFacts, MaybeAgain {
  missing: readonly MissingItem[];
  /** Something stands where the address should be: what is missing is one that works. */
  hasAddress?: boolean;
  /** What would still stand in the way once the data is there. */
  obstacles: readonly Obstacle[];
  retriggerLink: string;
  positionLink: string;
}

const words: Record<MissingItem, string> = {
  email_missing: "e-mail address",
  phone_missing: "phone number",
  resume_missing: "résumé",
};

export const informationMissing: NoteKind<InformationMissingNoteFacts> = {
  title: "Information missing",
  when: "E-mail address, phone number or résumé is missing, so that nobody can be invited.",
  text: `{owner} {outcome}: {missing} missing in {ats}.
Add it in {ats}; we notice within minutes. Or continue now: {retriggerLink}
{alsoLine}
{contacted}
Details: {details}`,
  places: {
    outcome: "That no interview was created for the candidate, or that they were not invited again",
    missing: "What is missing, e.g. phone number and résumé",
    retriggerLink: "Link to read again and go on",
    alsoLine: "What else stands in the way; falls away when nothing does",
    contacted: contactedPlace,
  },
  must: {
    missing: "without it nobody knows what to add.",
    retriggerLink: "with it one goes on at once.",
  },
  values: (facts) => ({
    outcome: facts.again
      ? `${candidateName(facts)} has not been invited again`
      : `No interview was created for ${candidateName(facts)}`,
    contacted: contactedWords(facts),
    missing: listed(facts.missing.map((item) => wordsOf(item, facts))),
    retriggerLink: webAddress(facts.retriggerLink),
    alsoLine: alsoLine(facts),
  }),
};

function wordsOf(item: MissingItem, { hasAddress }: InformationMissingNoteFacts): string {
  return item === "email_missing" && hasAddress === true ? "valid e-mail address" : words[item];
}

function alsoLine({ obstacles, positionLink, ...facts }: InformationMissingNoteFacts): string {
  if (obstacles.length === 0) return "";
  const also = obstacles.map((obstacle) => obstacleWords(obstacle, postingName(facts), facts.atsName));
  return `Also: ${also.join(" ")} The position: ${webAddress(positionLink)}`;
}
