/** The consent page: who asks, for what, and as whom one answers. Plain forms; works without JavaScript. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Account, OAuthApp } from "../state/records.ts";
import { scopeInWords } from "./scope.ts";

export type ConsentQuestion = {
  app: OAuthApp;
  scopes: string[];
  accounts: Account[];
  /** Everything that came in the query, to come back with the form. */
  query: Record<string, string>;
  problem: string | null;
};

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const frame = (title: string, content: Html) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Lever emulator</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/board.css" />
        <link rel="stylesheet" href="/assets/pipeline.css" />
      </head>
      <body class="plain">
        <header class="top">
          <span class="brand">Lever <b>Emulator</b></span>
        </header>
        <main class="sheet">${content}</main>
      </body>
    </html>`;

export const consentPage = ({ app, scopes, accounts, query, problem }: ConsentQuestion) =>
  frame(
    `${app.name} asks for access`,
    html`<h1>${app.name} asks for access</h1>
      ${problem === null ? "" : html`<p class="problem" role="alert">${problem}</p>`}
      <form method="post" action="/authorize">
        ${Object.entries(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <p>
          <label for="user">Sign in as</label>
          <select id="user" name="user">
            ${accounts.map(
              (account) =>
                html`<optgroup label="${account.name}">
                  ${Object.values(account.users)
                    .filter(({ deactivatedAt }) => deactivatedAt === null)
                    .sort((a, b) => rank(a.accessRole) - rank(b.accessRole))
                    .map(
                      (user) =>
                        html`<option value="${account.key}/${user.id}">
                          ${user.name} (${user.accessRole}, ${account.name})
                        </option>`,
                    )}
                </optgroup>`,
            )}
          </select>
        </p>
        <p>It wants to:</p>
        <ul>
          ${scopes.map((scope) => html`<li>${scopeInWords(scope) ?? scope} <small>${scope}</small></li>`)}
        </ul>
        <p>
          Access covers the whole account. Only a Super Admin can give it, and take it back under Settings, Connected
          apps.
        </p>
        <p class="actions">
          <button name="decision" value="grant" class="main">Grant access</button>
          <button name="decision" value="deny">Deny</button>
        </p>
      </form>`,
  );

const rank = (role: string) => (role === "super admin" ? 0 : 1);

export const authorizeProblemPage = (what: string) =>
  frame(
    "This request cannot be answered",
    html`<h1>This request cannot be answered</h1>
      <p class="problem" role="alert">${what}</p>
      <p>
        Lever itself shows a page with "undefined" here. Check the app's registration and the address that sent you.
      </p>`,
  );
