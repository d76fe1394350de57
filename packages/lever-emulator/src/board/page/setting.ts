/** Settings: connected apps, users, pipeline stages, feedback templates. */
import { html } from "hono/html";
import { scopeInWords } from "../../oauth/scope.ts";
import type { FeedbackTemplate, Grant, Stage, User } from "../../state/records.ts";
import type { Seen } from "../frame.ts";
import { frame, settingPath, superAdminOnly } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, mark, time, userName } from "../html.ts";

export function appPage(seen: Seen) {
  const { account, state } = seen;
  const grants = Object.values(state.oauth.grants)
    .filter((grant) => grant.account === account.key)
    .toReversed();
  const content = html`${
      grants.length === 0
        ? html`<p class="none">No app has access to ${account.name}. Apps ask for it on their own pages.</p>`
        : grants.map((grant) => grantCard(seen, grant))
    }
    <section>
      <h2>API keys</h2>
      <ul>
        ${account.apiKeys.map(({ key, name, scopes }) => html`<li>${name}: <code>${key}</code> <small>${scopes === "all" ? "all endpoints" : scopes.join(", ")}</small></li>`)}
      </ul>
    </section>`;
  return frame(seen, { title: "Connected apps", here: "apps", content });
}

function grantCard(seen: Seen, grant: Grant): Html {
  const name = seen.state.oauth.apps.find(({ clientId }) => clientId === grant.clientId)?.name ?? grant.clientId;
  const live = grant.revokedAt === null;
  return html`<section class="${live ? "" : "off"}">
    <h2>${name} ${live ? mark("connected", "good") : mark("revoked", "bad")}</h2>
    <p>Access given by ${userName(seen.account, grant.user)}, ${time(grant.createdAt)}. It can:</p>
    <ul>
      ${grant.scopes.map((scope) => html`<li>${scopeInWords(scope) ?? scope}</li>`)}
    </ul>
    ${live ? button(`${settingPath(seen.account, "apps")}/revoke`, "Revoke access", { fields: { clientId: grant.clientId }, reason: superAdminOnly(seen), name: `Revoke access of ${name}`, kind: "danger" }) : ""}
  </section>`;
}

const table = (label: string, heads: string[], rows: Html[]): Html =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

export function userPage(seen: Seen) {
  const rows = Object.values(seen.account.users).map((user) => userRow(seen, user));
  const content = table("Users", ["Name", "User name", "E-mail", "Role", "Account"], rows);
  return frame(seen, { title: "Users", here: "users", content });
}

function userRow(seen: Seen, user: User): Html {
  const active = user.deactivatedAt === null;
  return html`<tr>
    <th scope="row">${user.name}</th>
    <td><code>@${user.username}</code></td>
    <td>${user.email}</td>
    <td>${user.accessRole}</td>
    <td>
      ${active ? mark("active", "good") : mark("deactivated", "bad")}
      ${button(`${settingPath(seen.account, "users")}/active`, active ? "Deactivate" : "Reactivate", {
        fields: { user: user.id, active: active ? "no" : "yes" },
        name: `${active ? "Deactivate" : "Reactivate"} ${user.name}`,
        reason: superAdminOnly(seen) ?? (user.id === seen.user.id ? "You are acting as this user" : null),
      })}
    </td>
  </tr>`;
}

export function stagePage(seen: Seen) {
  const content = html`<p>Candidates of a removed stage go to the one before it.</p>
    ${table(
      "Pipeline stages",
      ["Stage", "Id", "Rename", "Remove"],
      seen.account.stages.map((stage) => stageRow(seen, stage)),
    )}
    <form method="post" action="${settingPath(seen.account, "stages")}/add" class="row">
      <label for="new-stage">New stage, before the offer</label>
      <input id="new-stage" name="text" required />
      <button ${superAdminOnly(seen) === null ? "" : "disabled"}>Add stage</button>
    </form>`;
  return frame(seen, { title: "Pipeline stages", here: "stages", content });
}

function stageRow(seen: Seen, stage: Stage): Html {
  const path = settingPath(seen.account, "stages");
  const builtIn = /^[a-z-]+$/.test(stage.id) ? "Every account has this stage" : null;
  return html`<tr>
    <th scope="row">${stage.text}</th>
    <td><code>${stage.id}</code></td>
    <td>
      <form method="post" action="${path}/rename" class="row">
        <input type="hidden" name="stage" value="${stage.id}" />
        <input name="text" value="${stage.text}" aria-label="New name of ${stage.text}" />
        <button ${superAdminOnly(seen) === null ? "" : "disabled"} aria-label="Rename ${stage.text}">Rename</button>
      </form>
    </td>
    <td>
      ${button(`${path}/remove`, "Remove", { fields: { stage: stage.id }, reason: builtIn ?? superAdminOnly(seen), name: `Remove ${stage.text}` })}
    </td>
  </tr>`;
}

export function templatePage(seen: Seen) {
  const templates = Object.values(seen.account.feedbackTemplates);
  const content = html`<p>Any edit gives all fields new ids, as in Lever.</p>
    ${templates.map((template) => templateCard(seen, template))}`;
  return frame(seen, { title: "Feedback templates", here: "templates", content });
}

function templateCard(seen: Seen, template: FeedbackTemplate): Html {
  const fields = template.fields.map(
    (field) =>
      html`<tr>
        <th scope="row">${field.text} ${field.required ? mark("required") : ""}</th>
        <td>${field.type}</td>
        <td>${(field.options ?? field.scores ?? []).map(({ text }) => text).join(", ")}</td>
        <td><code>${field.id}</code></td>
      </tr>`,
  );
  return html`<section>
    <h2>${template.text} ${template.madeBy === "api" ? mark("by API") : ""}</h2>
    ${table(`Fields of ${template.text}`, ["Field", "Type", "Options or skills", "Id"], fields)}
    <form method="post" action="${settingPath(seen.account, "templates")}/rename" class="row">
      <input type="hidden" name="template" value="${template.id}" />
      <label for="name-${template.id}">Name</label>
      <input id="name-${template.id}" name="text" value="${template.text}" required />
      <button>Save</button>
    </form>
  </section>`;
}
