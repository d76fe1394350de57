/** Candidates with everything that an invitation needs, whom somebody moves in Acme's Lever. */
import { backend, type InterviewLine, type LeverWorld } from "./lever-world.ts";

/** Who they are in Lever. */
export interface Moved {
  id: string;
  contact: string;
}

export function moved({ acme }: LeverWorld, name: string, stage = "InterviewVector"): Moved {
  const { id, contact } = acme.createOpportunity({
    name,
    email: `${name.toLowerCase().replaceAll(/[^a-z\d]+/g, ".")}@candidates.example`,
    phone: "+49 30 1234567",
    resume: true,
    posting: backend,
    stage: "Recruiter screen",
    owner: "lena",
  });
  acme.moveToStage(id, stage);
  return { id, contact };
}

export async function invited(world: LeverWorld, name: string): Promise<Moved & { interview: InterviewLine }> {
  const one = moved(world, name);
  await world.settle();
  const interview = (await world.interviews()).find(({ opportunity_id }) => opportunity_id === one.id);
  if (interview?.state !== "invited") throw new Error(`${name} was not invited: ${interview?.state}`);
  return { ...one, interview };
}
