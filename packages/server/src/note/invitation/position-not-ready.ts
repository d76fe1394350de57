/** The position, or an address that still refuses, stands in the way. Goes on by itself once that is mended. */
import { webAddress } from "../../mail/web-address.ts";
import { postingName, type NoteFacts, type NoteKind } from "../note.ts";
import { contactedPlace, contactedWords, type MaybeAgain } from "./contacted.ts";
import { obstacleWords, type Obstacle } from "./obstacle.ts";

export interface PositionNotReadyNoteFacts extends NoteFacts, MaybeAgain {
  obstacles: readonly Obstacle[];
  /** Where the position is configured. */
  positionLink: string;
  retriggerLink: string;
}

export const positionNotReady: NoteKind<PositionNotReadyNoteFacts> = {
  title: "Not invited yet",
  when: "The position is not configured, paused, or has no round left.",
  text: `{owner} {candidate} has not been invited to {round} yet.
{obstacles}
Once that is put right, the invitation goes out by itself: {positionLink}
{contacted}
Details: {details}`,
  places: {
    obstacles: "What stands in the way, one line each",
    positionLink: "Link to the position",
    contacted: contactedPlace,
  },
  must: {
    obstacles: "without it nobody knows what to put right.",
    positionLink: "it leads to where it is put right.",
  },
  values: (facts) => ({
    obstacles: obstacleLines(facts),
    positionLink: webAddress(facts.positionLink),
    contacted: contactedWords(facts),
  }),
};

export const addressRefusedStill: NoteKind<PositionNotReadyNoteFacts> = {
  title: "Address still refused",
  when: "Invited again, but the address in Lever is still the one that refused our mail.",
  text: `{owner} {candidate} has not been invited to {round} yet.
{obstacles}
Correct it there; we notice within minutes. Or continue now: {retriggerLink}
Details: {details}`,
  places: { obstacles: "What stands in the way", retriggerLink: "Link to read again and go on" },
  must: { obstacles: "without it nobody knows what to put right.", retriggerLink: "with it one goes on at once." },
  values: (facts) => ({ obstacles: obstacleLines(facts), retriggerLink: webAddress(facts.retriggerLink) }),
};

function obstacleLines(facts: PositionNotReadyNoteFacts): string[] {
  return facts.obstacles.map((obstacle) => obstacleWords(obstacle, postingName(facts), facts.atsName));
}
