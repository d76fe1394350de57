/** What a candidate may ask for when booking: more time at once, and other arrangements. Nobody asks why. */
import { html } from "hono/html";
import type { Html } from "./frame.ts";

const extraChoices = [0, 15, 30, 45, 60] as const;

export const arrangements = {
  captions: "Captions",
  text_chat: "Text chat instead of speaking, where possible",
  breaks: "Short breaks",
} as const;

export interface Wishes {
  extraMinutes: number;
  arrangements: (keyof typeof arrangements)[];
  words: string;
}

/** Minutes from a form or an address; whatever is not one of the choices is none. */
export function extraFrom(value: string | undefined): number {
  const minutes = Number(value);
  return extraChoices.find((choice) => choice === minutes) ?? 0;
}

/** As it is stored and shown to the expert: only what to do. */
export function wishesText({ arrangements: chosen, words }: Wishes): string {
  return [...chosen.map((one) => arrangements[one]), words.trim()].filter((part) => part !== "").join("; ");
}

/** Back from what is stored; words that are no known arrangement are the person's own. */
export function wishesFrom(extraMinutes: number, stored: string | null): Wishes {
  const parts = (stored ?? "").split("; ").filter((part) => part !== "");
  const known = Object.entries(arrangements) as [keyof typeof arrangements, string][];
  return {
    extraMinutes,
    arrangements: known.filter(([, label]) => parts.includes(label)).map(([name]) => name),
    words: parts.filter((part) => !known.some(([, label]) => label === part)).join("; "),
  };
}

/** What is arranged, for the person who asked for it; "" where they asked for nothing. */
export function arrangedWords(row: { extra_minutes: number; accommodation: string | null }): string {
  const more = row.extra_minutes > 0 ? [`${row.extra_minutes} minutes more`] : [];
  return [...more, ...(row.accommodation ? [row.accommodation] : [])].join("; ");
}

export function extraSelect(chosen: number, id: string): Html {
  return html`<select name="extra" id="${id}">
    ${extraChoices.map((minutes) => html`<option value="${minutes}" ${minutes === chosen ? " selected" : ""}>${minutes === 0 ? "No more time" : `${minutes} minutes more`}</option>`)}
  </select>`;
}

export function wishesFields(wishes: Wishes): Html {
  return html`<fieldset>
    <legend>More time, captions or anything else?</legend>
    <p class="soft">We don’t ask why. Your interviewer only sees what to do; it stands in no report or note.</p>
    <label class="field" for="extra">More time</label>
    ${extraSelect(wishes.extraMinutes, "extra")}
    ${Object.entries(arrangements).map(
      ([name, label]) =>
        html`<label class="tick"
          ><input
            type="checkbox"
            name="arrange"
            value="${name}"
            ${wishes.arrangements.some((one) => one === name) ? " checked" : ""}
          /><span>${label}</span></label
        >`,
    )}
    <label class="field" for="wish">Anything else we should arrange</label>
    <textarea name="wish" id="wish" maxlength="500" rows="2">${wishes.words}</textarea>
  </fieldset>`;
}
