/** Settings, faults: what goes wrong on purpose, for all accounts. */
import { html } from "hono/html";
import type { Faults } from "../../fault/fault.ts";
import { faultKinds } from "../../fault/fault.ts";
import type { Seen } from "../frame.ts";
import { frame, settingPath } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, options } from "../html.ts";

type Rule = ReturnType<Faults["plan"]>["rules"][number];

export function faultPage(seen: Seen, faults: Faults) {
  const { rules } = faults.plan();
  const path = settingPath(seen.account, "faults");
  const content = html`<p>They hold for all accounts, until taken back or used up.</p>
    ${
      rules.length === 0
        ? html`<p class="none">Everything works.</p>`
        : html`<ul class="rules">
              ${rules.map((rule) => ruleLine(rule))}
            </ul>
            ${button(`${path}/clear`, "Take all back", { kind: "main" })}`
    }
    <section>
      <h2>Add a fault</h2>
      ${form(path)}
    </section>`;
  return frame(seen, { title: "Faults", here: "faults", content });
}

function ruleLine({ fault, match, probability = 1, times, ms, struck }: Rule): Html {
  const where = [match?.method, match?.path, match?.event].filter(Boolean).join(" ") || "everywhere";
  const count = (number: number) => `${number} ${number === 1 ? "time" : "times"}`;
  const often = times === undefined ? `${Math.round(probability * 100)} % of the time` : count(times);
  return html`<li>
    <b>${fault}</b> on <code>${where}</code>, ${often}${ms === undefined ? "" : `, ${ms} ms`}; struck ${count(struck)}
  </li>`;
}

function form(path: string): Html {
  const names = Object.entries(faultKinds).map(([name, kind]) => ({
    id: name,
    text: kind === "delivery" ? `${name} (webhooks)` : name,
  }));
  return html`<form method="post" action="${path}/add" class="grid">
    <label
      >Fault
      <select name="fault">
        ${options(names)}
      </select></label
    >
    <label>
      Method
      <select name="method">
        <option value="">any</option>
        ${options(["GET", "POST", "PUT", "DELETE"].map((id) => ({ id, text: id })))}
      </select>
    </label>
    <label>Path (regular expression) <input name="path" placeholder="/notes$" /></label>
    <label>Probability, 0 to 1 <input name="probability" inputmode="decimal" value="1" /></label>
    <label>Times (empty: without end) <input name="times" inputmode="numeric" value="1" /></label>
    <label>Milliseconds <input name="ms" inputmode="numeric" /></label>
    <button class="main">Add fault</button>
  </form>`;
}
