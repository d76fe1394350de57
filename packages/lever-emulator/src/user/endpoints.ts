/** `/users`: section 13 of the fact sheet. */
import { oneOf, requiredText, text } from "../api/body.ts";
import type { Call, Endpoint } from "../api/call.ts";
import { created, ok, param } from "../api/call.ts";
import { newestFirst, page } from "../api/page.ts";
import { shaped } from "../api/shape.ts";
import { canonicalEmail } from "../contact/act.ts";
import type { User } from "../state/records.ts";
import { find } from "../state/state.ts";
import { createUser, usernameOf } from "./act.ts";
import { userView } from "./view.ts";

const roles = ["super admin", "admin", "team member", "limited team member", "interviewer"] as const;

export const userEndpoints: Endpoint[] = [
  { method: "GET", path: "/users", scope: "users", run: list },
  { method: "POST", path: "/users", scope: "users", run: create },
  { method: "GET", path: "/users/:user", scope: "users", run: (call) => ok(shaped(call, userView(named(call)))) },
  { method: "PUT", path: "/users/:user", scope: "users", run: replace },
  { method: "POST", path: "/users/:user/deactivate", scope: "users", run: (call) => setActive(call, false) },
  { method: "POST", path: "/users/:user/reactivate", scope: "users", run: (call) => setActive(call, true) },
];

const named = (call: Call) => find(call.act.account, "users", param(call, "user"));

function list(call: Call) {
  const { query } = call;
  const email = query.get("email");
  const wantedRoles = [...query.getAll("accessRole"), ...query.getAll("accessRole[]")];
  const directoryId = query.get("external_directory_id");
  const users = Object.values(call.act.account.users).filter(
    (user) =>
      (query.get("includeDeactivated") === "true" || user.deactivatedAt === null) &&
      (email === null || canonicalEmail(user.email) === canonicalEmail(email)) &&
      (wantedRoles.length === 0 || wantedRoles.includes(user.accessRole)) &&
      (directoryId === null || user.externalDirectoryId === directoryId),
  );
  return page(call, users, { order: newestFirst<User>(), view: (user) => shaped(call, userView(user)) });
}

function fieldsOf(call: Call) {
  const { fields } = call.body;
  return {
    name: requiredText(fields, "name"),
    email: requiredText(fields, "email"),
    externalDirectoryId: text(fields, "externalDirectoryId") ?? null,
    jobTitle: text(fields, "jobTitle") ?? null,
    managerId: text(fields, "managerId") ?? null,
  };
}

function create(call: Call) {
  const accessRole = oneOf(call.body.fields, "accessRole", roles) ?? "interviewer";
  const user = createUser(call.act, { ...fieldsOf(call), accessRole });
  return created(userView(user), [{ type: "user.created", id: user.id }]);
}

/** Full replacement. The documentation says 201, live it is 200. */
function replace(call: Call) {
  const user = named(call);
  const accessRole = requiredText(call.body.fields, "accessRole");
  const data = fieldsOf(call);
  Object.assign(user, data, { username: usernameOf(data.email), accessRole });
  call.act.core.changed();
  return ok(userView(user), [{ type: "user.updated", id: user.id }]);
}

function setActive(call: Call, active: boolean) {
  const user = named(call);
  user.deactivatedAt = active ? null : (user.deactivatedAt ?? call.act.core.clock.now());
  call.act.core.changed();
  return ok(userView(user), [{ type: active ? "user.reactivated" : "user.deactivated", id: user.id }]);
}
