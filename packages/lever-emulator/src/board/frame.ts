/** Head and foot of every page of the board: which account, as whom, and where to go. */
import { html } from "hono/html";
import type { Account, State, User } from "../state/records.ts";
import type { Html } from "./html.ts";
import { options } from "./html.ts";

export type Seen = {
  state: State;
  account: Account;
  /** As whom one acts on the board. */
  user: User;
  /** Of the state that the page shows. */
  version: string;
};

export const settings = [
  ["webhooks", "Webhooks"],
  ["apps", "Connected apps"],
  ["postings", "Postings"],
  ["stages", "Pipeline stages"],
  ["users", "Users"],
  ["templates", "Feedback templates"],
  ["faults", "Faults"],
] as const;
export type Setting = (typeof settings)[number][0];

export const boardPath = (account: Account) => `/accounts/${account.key}`;
export const settingPath = (account: Account, setting: Setting) => `/accounts/${account.key}/settings/${setting}`;
export const profilePath = (id: string) => `/candidates/${id}`;

/** Why the acting user may not change settings, or null. */
export const superAdminOnly = (seen: Seen): string | null =>
  seen.user.accessRole === "super admin" ? null : "Only a Super Admin can change this";

export function frame(
  seen: Seen,
  page: { title: string; here: "board" | "profile" | Setting; content: Html; wide?: boolean },
) {
  const { account } = seen;
  const current = (here: string) => (page.here === here ? html`aria-current="page"` : "");
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${account.name} · Lever emulator</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/board.css" />
        <link rel="stylesheet" href="/assets/pipeline.css" />
        <script src="/assets/board.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="brand" href="${boardPath(account)}">Lever <b>Emulator</b></a>
          <nav aria-label="Accounts" class="accounts">
            ${Object.values(seen.state.accounts).map(
              (one) =>
                html`<a href="${boardPath(one)}" ${one.key === account.key ? html`aria-current="true"` : ""}
                  >${one.name}</a
                >`,
            )}
          </nav>
          ${actAs(seen)}
        </header>
        <nav aria-label="Pages" class="pages">
          <a href="${boardPath(account)}" ${current("board")}>Pipeline</a>
          ${settings.map(([setting, label]) => html`<a href="${settingPath(account, setting)}" ${current(setting)}>${label}</a>`)}
        </nav>
        <main id="main" class="${page.wide ? "wide" : ""}" tabindex="-1" data-version="${seen.version}">
          <h1>${page.title}</h1>
          ${page.content}
        </main>
        <p id="news" role="status" class="news"></p>
      </body>
    </html>`;
}

function actAs({ account, user }: Seen): Html {
  const people = Object.values(account.users)
    .filter(({ deactivatedAt }) => deactivatedAt === null)
    .map(({ id, name, accessRole }) => ({ id, text: `${name} (${accessRole})` }));
  return html`<form method="post" action="${boardPath(account)}/act-as" class="act-as" data-now>
    <label for="act-as">Acting as</label>
    <select id="act-as" name="user">
      ${options(people, user.id)}
    </select>
    <button>Switch</button>
  </form>`;
}
