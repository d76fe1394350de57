/** People of an account. */
import type { Act } from "../core.ts";
import type { User } from "../state/records.ts";

export type UserData = Pick<User, "name" | "email"> &
  Partial<Pick<User, "accessRole" | "jobTitle" | "managerId" | "externalDirectoryId" | "createdAt" | "deactivatedAt">>;

/** The user name is what stands before the @ of the e-mail address. */
export function createUser(act: Act, data: UserData): User {
  const user: User = {
    id: act.core.newId("user"),
    username: usernameOf(data.email),
    accessRole: "interviewer",
    photo: null,
    createdAt: act.core.clock.now(),
    deactivatedAt: null,
    externalDirectoryId: null,
    linkedContactIds: null,
    jobTitle: null,
    managerId: null,
    ...data,
  };
  act.account.users[user.id] = user;
  act.core.changed();
  return user;
}

export const usernameOf = (email: string) => email.split("@")[0] ?? email;
