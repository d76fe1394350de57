/** An expert's own profile. What they say of themselves holds at once; what makes them eligible for more waits for an operator. */
import { experienceLevels, type AnswerOf, vettingApi } from "@interviewvector/domain";
import type { z } from "zod";
import type { Db, Tx } from "../db/database.ts";
import { forExpert, type Binding } from "../http/bind.ts";
import { invalid, notFound } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import { writeDownOffered } from "../scheduling/offered.ts";
import { isKnownZone } from "../time/zone.ts";

type Profile = AnswerOf<typeof vettingApi.getProfile>;
type Change = z.output<(typeof vettingApi.putProfile)["body"] & z.ZodType>;
type Skill = Profile["skills"][number];

export function profileBindings(door: Door): Binding[] {
  const db = door.database.service;
  return [
    forExpert(vettingApi.getProfile, ({ by }) => readProfile(db, by.expertId)),
    forExpert(vettingApi.putProfile, async ({ by, body }) => {
      if (!isKnownZone(body.zone))
        throw invalid("zone: This is not a time zone.", { zone: "This is not a time zone." });
      await db.transaction().execute((tx) => saveProfile(door, tx, by, body as Change));
      return readProfile(db, by.expertId);
    }),
  ];
}

async function readProfile(db: Db, expertId: string): Promise<Profile> {
  const expert = await db.selectFrom("experts").selectAll().where("id", "=", expertId).executeTakeFirst();
  if (!expert) throw notFound("This expert");
  const conflicts = await db
    .selectFrom("expert_conflicts")
    .select(["kind", "words", "reason"])
    .where("expert_id", "=", expertId)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return {
    name: expert.name,
    email: expert.email,
    zone: expert.zone,
    languages: expert.languages,
    skills: expert.skills,
    claimed: expert.skills_claimed,
    employers: expert.employers,
    formerEmployers: expert.former_employers,
    meetingUrl: expert.meeting_url,
    linkedinUrl: expert.linkedin_url,
    conflicts,
    categories: expert.categories,
    roles: experienceLevels.filter((level) => expert.roles.includes(level)),
    state: expert.state,
  };
}

async function saveProfile(
  door: Door,
  tx: Tx,
  { expertId, person }: { expertId: string; person: Person },
  change: Change,
): Promise<void> {
  const now = door.clock.now();
  await writeDownOffered(tx, expertId, now);
  const before = await tx
    .selectFrom("experts")
    .select(["skills", "employers", "former_employers"])
    .where("id", "=", expertId)
    .executeTakeFirst();
  if (!before) throw notFound("This expert");
  const { held, claimed } = sortSkills(before.skills, change.skills);
  await tx
    .updateTable("experts")
    .set({
      zone: change.zone,
      languages: change.languages,
      skills: JSON.stringify(held),
      skills_claimed: JSON.stringify(claimed),
      employers: change.employers,
      former_employers: formerOf(before, change),
      meeting_url: change.meetingUrl,
      linkedin_url: change.linkedinUrl,
    })
    .where("id", "=", expertId)
    .execute();
  await tx.deleteFrom("expert_conflicts").where("expert_id", "=", expertId).execute();
  const addedBy = JSON.stringify({ kind: "expert", id: expertId, name: person.name });
  if (change.conflicts.length > 0) {
    const rows = change.conflicts.map((one) => ({
      id: door.newId(),
      expert_id: expertId,
      ...one,
      added_by: addedBy,
      added_at: new Date(now),
    }));
    await tx.insertInto("expert_conflicts").values(rows).execute();
  }
}

/** Less than what is confirmed holds at once; more is claimed. A confirmed skill whose level is claimed higher keeps its level meanwhile. */
export function sortSkills(confirmed: readonly Skill[], wanted: readonly Skill[]): { held: Skill[]; claimed: Skill[] } {
  const held: Skill[] = [];
  const claimed: Skill[] = [];
  for (const want of wanted) {
    const known = confirmed.find((one) => one.skill.trim().toLowerCase() === want.skill.trim().toLowerCase());
    if (known) held.push({ skill: known.skill, level: Math.min(known.level, want.level) });
    if (!known || want.level > known.level) claimed.push(want);
  }
  return { held, claimed };
}

/** An employer that is taken off the list is a former one: it never becomes one that they may interview for. */
function formerOf(
  before: { employers: string[]; former_employers: string[] },
  change: { employers: string[]; formerEmployers: string[] },
): string[] {
  const now = new Set(change.employers);
  const all = [...change.formerEmployers, ...before.former_employers, ...before.employers];
  return [...new Set(all)].filter((name) => !now.has(name));
}
