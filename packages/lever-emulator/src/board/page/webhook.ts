/** Settings, webhooks: switches per event, who is told, and the last deliveries. */
import { html } from "hono/html";
import type { Delivery, Webhook } from "../../state/records.ts";
import { webhookEvents } from "../../state/records.ts";
import type { Seen } from "../frame.ts";
import { frame, settingPath, superAdminOnly } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, mark, options, time } from "../html.ts";

const shownDeliveries = 50;

export function webhookPage(seen: Seen) {
  const { account, state } = seen;
  const deliveries = state.deliveries
    .filter((delivery) => delivery.account === account.key)
    .slice(-shownDeliveries)
    .toReversed();
  const content = html`<p>Nothing is sent for an event until its switch is on, whoever made the webhook.</p>
    <section>
      <h2>Events</h2>
      <div class="scroll" role="region" aria-label="Events" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Switch</th>
              <th scope="col">Webhooks</th>
            </tr>
          </thead>
          <tbody>
            ${webhookEvents.map((event) => eventRow(seen, event))}
          </tbody>
        </table>
      </div>
    </section>
    <section>
      <h2>Add a webhook</h2>
      <form method="post" action="${settingPath(account, "webhooks")}/add" class="row">
        <label for="event">Event</label>
        <select id="event" name="event">
          ${options(webhookEvents.map((event) => ({ id: event, text: event })))}
        </select>
        <label for="url">Address</label>
        <input id="url" name="url" type="url" required />
        <button ${superAdminOnly(seen) === null ? "" : "disabled"} title="${superAdminOnly(seen) ?? ""}">Add</button>
      </form>
    </section>
    <section>
      <h2>Last deliveries</h2>
      ${deliveries.length === 0 ? html`<p class="none">Nothing was sent yet.</p>` : deliveryTable(seen, deliveries)}
    </section>`;
  return frame(seen, { title: "Webhooks", here: "webhooks", content });
}

function eventRow(seen: Seen, event: (typeof webhookEvents)[number]): Html {
  const { account } = seen;
  const on = account.webhookGroups[event];
  const webhooks = Object.values(account.webhooks).filter((webhook) => webhook.event === event);
  return html`<tr>
    <th scope="row">${event}</th>
    <td>
      ${on ? mark("on", "good") : mark("off", "bad")}
      ${button(`${settingPath(account, "webhooks")}/switch`, on ? "Switch off" : "Switch on", {
        fields: { event, on: on ? "no" : "yes" },
        name: `${on ? "Switch off" : "Switch on"} ${event}`,
        reason: superAdminOnly(seen),
      })}
    </td>
    <td>${webhooks.map((webhook) => webhookLine(seen, webhook))}</td>
  </tr>`;
}

/** The token of a webhook made by API is shown nowhere. */
function webhookLine(seen: Seen, webhook: Webhook): Html {
  const path = settingPath(seen.account, "webhooks");
  const { url, id } = webhook;
  return html`<div class="line">
    <code>${url}</code>
    ${webhook.madeWith === null ? html`<small>Token <code>${webhook.signatureToken}</code></small>` : mark(`by API: ${webhook.madeWith}`)}
    ${button(`${path}/verify`, "Verify connection", { fields: { id }, name: `Verify connection of ${webhook.event} to ${url}` })}
    ${webhook.madeWith === null ? button(`${path}/remove`, "Remove", { fields: { id }, reason: superAdminOnly(seen), name: `Remove ${webhook.event} to ${url}` }) : ""}
  </div>`;
}

function deliveryTable(seen: Seen, deliveries: Delivery[]): Html {
  return html`<div class="scroll" role="region" aria-label="Last deliveries" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Event</th>
          <th scope="col">To</th>
          <th scope="col">State</th>
          <th scope="col">Attempts</th>
          <th scope="col">Again</th>
        </tr>
      </thead>
      <tbody>
        ${deliveries.map((delivery) => deliveryRow(seen, delivery))}
      </tbody>
    </table>
  </div>`;
}

const kinds = { waiting: "quiet", delivered: "good", failed: "bad", lost: "warn" } as const;

function deliveryRow({ account }: Seen, delivery: Delivery): Html {
  return html`<tr>
    <td>${time(delivery.createdAt)}</td>
    <td>
      <details id="delivery-${delivery.id}">
        <summary>
          ${delivery.event}${delivery.isTest ? " (test)" : ""}${delivery.rerunOf === null ? "" : " (rerun)"}
        </summary>
        <pre tabindex="0">${JSON.stringify(JSON.parse(delivery.payload), null, 2)}</pre>
      </details>
    </td>
    <td><code>${delivery.url}</code></td>
    <td>${mark(delivery.state, kinds[delivery.state])}</td>
    <td>
      ${delivery.attempts.map(({ status, error, durationMs }) => html`<div>${status ?? error} <small>${durationMs} ms</small></div>`)}
    </td>
    <td>
      ${button(`${settingPath(account, "webhooks")}/rerun`, "Rerun", { fields: { id: delivery.id }, name: `Rerun ${delivery.event} of ${time(delivery.createdAt)}` })}
    </td>
  </tr>`;
}
