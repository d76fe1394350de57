/** The text messages of the world: where its platform sends them (docs/operating/text-messages.md), kept in memory. */
import { html } from "hono/html";
import { moment } from "./layout.ts";

export interface TextMessage {
  id: string;
  /** E.164. */
  to: string;
  text: string;
  /** ISO, by the world's clock. */
  at: string;
}

export class TextStore {
  readonly #now: () => number;
  #texts: TextMessage[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Newest last. */
  all(): TextMessage[] {
    return [...this.#texts];
  }

  /** The same id again is the same message. Says what is wrong with anything else than a message. */
  take(body: unknown): void {
    const { id, to, text } = (body ?? {}) as Record<string, unknown>;
    if (typeof id !== "string" || typeof text !== "string" || typeof to !== "string" || !/^\+\d{7,15}$/.test(to))
      throw new TypeError('a text message is {"id": "…", "to": "+4930123456", "text": "…"}');
    if (!this.#texts.some((known) => known.id === id))
      this.#texts.push({ id, to, text, at: new Date(this.#now()).toISOString() });
  }

  clear(): void {
    this.#texts = [];
  }
}

export function textsList(texts: readonly TextMessage[]): ReturnType<typeof html> {
  if (texts.length === 0) return html``;
  return html`<section aria-labelledby="texts">
    <h2 id="texts">Text messages</h2>
    <ol class="list">
      ${texts.toReversed().map(
        ({ to, text, at }) =>
          html`<li class="text">
            <span class="to">${to}</span> <span>${text}</span>
            <span class="facts">${moment(at)}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}
