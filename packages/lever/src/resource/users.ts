/**
 * People who sign in to Lever: recruiters, interviewers, owners, and whoever `perform_as` names.
 * Lever: https://hire.lever.co/developer/documentation#users
 */
import { blankable, id, instant, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";

export type AccessRole = "super admin" | "admin" | "team member" | "limited team member" | "interviewer";

export const user = object({
  id,
  name: blankable,
  /** What follows `@` in a note that addresses this user; made from the local part of the e-mail. */
  username: blankable,
  email: blankable,
  /** One of Lever's roles, or the id of a role of the account's own. */
  accessRole: orNull(word<AccessRole>()),
  photo: orNull(text),
  jobTitle: orNull(text),
  externalDirectoryId: orNull(text),
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  /** Milliseconds since epoch; null for active users. */
  deactivatedAt: orNull(instant),
});
export type User = Parsed<typeof user>;

export interface UserFilter {
  /** Exact, in canonical form. */
  readonly email?: string | undefined;
  readonly accessRole?: readonly string[] | undefined;
  /** Default false: only active users. */
  readonly includeDeactivated?: boolean | undefined;
  readonly externalDirectoryId?: string | undefined;
}

export interface NewUser {
  readonly name: string;
  readonly email: string;
  /** Default `interviewer`. */
  readonly accessRole?: AccessRole | (string & Record<never, never>);
  readonly externalDirectoryId?: string;
}

export function users(wire: Wire) {
  return {
    /**
     * Newest first. Scope `users:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-users
     */
    list: (filter: UserFilter = {}): AsyncGenerator<User, void, undefined> => {
      const query = {
        email: filter.email,
        "accessRole[]": filter.accessRole,
        includeDeactivated: filter.includeDeactivated,
        external_directory_id: filter.externalDirectoryId,
      };
      return wire.list({ method: "GET", path: "/users", query }, user);
    },

    /**
     * Deactivated users too. Throws LeverError, `not_found` for an unknown id.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-user
     */
    get: (userId: string): Promise<User> =>
      wire.one({ method: "GET", path: "/users/:user", ids: { user: userId } }, user),

    /**
     * Lever sends no invitation. Scope `users:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-user
     */
    create: (newUser: NewUser): Promise<User> => wire.one({ method: "POST", path: "/users", json: newUser }, user),
  };
}
