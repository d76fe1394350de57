/** Steps that tests of the whole system share: moments, polls, new candidates in Lever. */
import { integrationApi, interviewApi, type AnswerOf } from "@interviewvector/domain";
import type { NewOpportunity } from "../../packages/lever-emulator/src/hand/hands.ts";
import { interviewOf } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";

/** Lets time pass until `at` (ms), if it has not come yet. */
export function goTo(system: System, at: number): void {
  const seconds = (at - system.clock.now()) / 1000;
  if (seconds > 0) system.advance(seconds);
}

/** Looks for what webhooks missed, now. */
export async function pollNow(system: System, admin: Person): Promise<void> {
  const { connections } = await admin.call(integrationApi.listConnections);
  for (const { id, state } of connections)
    if (state === "connected") await admin.call(integrationApi.pollNow, { params: { connectionId: id } });
  await system.settle();
}

/** Lets the grace after a candidate left the stage run out. */
export async function letGracePass(system: System): Promise<void> {
  system.advance(130);
  await system.settle();
}

/** A candidate of Acme's backend posting with everything that is wanted; `change` takes something away. */
export function newCandidate(
  system: System,
  name: string,
  change: Partial<NewOpportunity> = {},
): { opportunityId: string; email: string } {
  const email = `${(name.toLowerCase().match(/[a-z]+/g) ?? []).join(".")}@candidates.example`;
  const { id } = system.emulator.account("acme").createOpportunity({
    name,
    email,
    phone: "+49 30 1234567",
    resume: true,
    posting: "Senior Backend Engineer",
    stage: "Recruiter screen",
    owner: "lena",
    ...change,
  });
  return { opportunityId: id, email };
}

export async function detailOf(
  admin: Person,
  opportunityId: string,
): Promise<AnswerOf<typeof interviewApi.getInterview>> {
  const interviewId = await interviewOf(admin, opportunityId);
  return admin.call(interviewApi.getInterview, { params: { interviewId } });
}
