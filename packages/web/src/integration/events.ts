/** Lever's own names of its events, as its settings page shows them; and of what we notice ourselves. */
const eventWords: Record<string, string> = {
  candidateStageChange: "Candidate Stage Change",
  candidateArchiveChange: "Candidate Archive State Change",
  candidateHired: "Candidate Hired",
  candidateDeleted: "Candidate Deleted",
  contactCreated: "Contact Created",
  contactUpdated: "Contact Updated",
  interviewCreated: "Interview Created",
  interviewUpdated: "Interview Updated",
  interviewDeleted: "Interview Deleted",
  applicationCreated: "Application Created",
  changed: "Change found by looking",
  positionChanged: "Position changed",
};

export function eventName(event: string): string {
  return eventWords[event] ?? event;
}
