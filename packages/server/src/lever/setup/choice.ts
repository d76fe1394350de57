/** What Lever has to choose from, and a user of our own where the company wants one. */
import { LeverError, type User } from "@interviewvector/lever";
import { invalid } from "../../http/problem.ts";
import type { OpenConnection } from "../connection/open.ts";

export async function choices({ lever }: OpenConnection) {
  const [users, templates, stages] = await Promise.all([
    Array.fromAsync(lever.users.list()),
    Array.fromAsync(lever.feedbackTemplates.list()),
    Array.fromAsync(lever.stages.list()),
  ]);
  return {
    users: users
      .filter(({ deactivatedAt }) => deactivatedAt === null)
      .map(({ id, name, accessRole }) => ({ id, name, role: accessRole }))
      .sort((left, right) => left.name.localeCompare(right.name)),
    templates: templates
      .filter(({ fields }) => fields.some(({ type }) => type === "score-system"))
      .map(({ id, text }) => ({ id, name: text })),
    stages: stages.map(({ id, text }) => ({ id, name: text })),
  };
}

/** Found by its address first: Lever keeps addresses unique, and a repeated POST must not make a second user. */
export async function ensureActingUser(
  { lever }: OpenConnection,
  wanted: { email: string; name: string },
): Promise<User> {
  const [there] = await Array.fromAsync(lever.users.list({ email: wanted.email }));
  if (there) return there;
  try {
    return await lever.users.create({ ...wanted, accessRole: "team member" });
  } catch (error) {
    const refused = error instanceof LeverError && error.code === "forbidden";
    if (!refused) throw error;
    throw invalid(
      "Lever does not let us create users. Create it in Lever under Settings → Users, then choose it here.",
    );
  }
}
