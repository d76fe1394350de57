/** Choosing a time zone by hand, in two short steps: part of the world, then place. For browsers that don't say, and travellers. */
import { zoneChoices, zoneNow } from "@interviewvector/domain";
import { html } from "hono/html";
import { zoneWords } from "../time/wording.ts";
import { type City, findCities } from "../time/city.ts";
import { cityOf } from "../time/zone.ts";
import { href, type Html, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";

const regions = {
  Africa: "Africa",
  America: "America",
  Asia: "Asia",
  Atlantic: "Atlantic islands",
  Australia: "Australia",
  Europe: "Europe",
  Indian: "Indian Ocean",
  Pacific: "Pacific islands",
} as const;

/** Pages that show times; anything else goes to the first one. */
const backPages = new Set(["reschedule", "propose", "times"]);

export function zonePage(
  visit: Visit,
  wanted: { region?: string | undefined; back?: string | undefined; city?: string | undefined },
): Page {
  const back = wanted.back !== undefined && backPages.has(wanted.back) ? wanted.back : "";
  const region = wanted.region !== undefined && Object.hasOwn(regions, wanted.region) ? wanted.region : null;
  const title = "Change the time zone";
  const body = html`<h1>${title}</h1>
    <p class="lead">Times are shown in <strong>${zoneWords(visit.now, visit.zone)}</strong> now.</p>
    ${region === null ? html`${citySearch(visit, (wanted.city ?? "").slice(0, 60), back)}${regionLinks(visit, back)}` : placeForm(visit, region, back)}
    <p><a href="${href(pathOf(visit, back === "" ? "" : `/${back}`))}">Go back without a change</a></p>`;
  return pageOf(visit, { title, body }, true);
}

/** A form for everybody; with scripts the list follows while one types. */
function citySearch(visit: Visit, city: string, back: string): Html {
  const found = findCities(city);
  const entry = ({ place, zone }: City) => {
    const words = zoneWords(visit.now, zone);
    return html`<li>
      <a href="${href(`${visit.base}${back === "" ? "" : `/${back}`}?${new URLSearchParams({ zone }).toString()}`)}"
        >${words.startsWith(`${place} (`) ? words : `${place}, ${words}`}</a
      >
    </li> `;
  };
  return html`<form method="get" action="${href(`${visit.base}/zone`)}" data-quick>
      ${back === "" ? "" : html`<input type="hidden" name="back" value="${back}" />`}
      <label class="field" for="city">Your city, or a large one near you</label>
      <input name="city" id="city" value="${city}" maxlength="60" autocomplete="off" />
      <button class="plain">Find</button>
    </form>
    <div id="found" aria-live="polite">
      ${
        city.trim() === ""
          ? ""
          : found.length === 0
            ? html`<p>No city begins with “${city}”. Try a larger one near you, or choose the part of the world.</p>`
            : html`<ul class="times wide">
                ${found.map(entry)}
              </ul>`
      }
    </div>`;
}

function regionLinks(visit: Visit, back: string): Html {
  return html`<h2>Or choose the part of the world</h2>
    <ul class="times">
      ${Object.entries(regions).map(
        ([region, label]) => html`<li><a href="${href(pathOf(visit, "/zone", { region, back }))}">${label}</a></li> `,
      )}
    </ul>`;
}

function placeForm(visit: Visit, region: string, back: string): Html {
  const zones = zoneChoices().filter((zone) => zone.startsWith(`${region}/`));
  const places = zones
    .map((zone) => ({ zone, place: cityOf(zone) ?? zone }))
    .sort((left, right) => left.place.localeCompare(right.place, "en"));
  return html`<form method="get" action="${href(`${visit.base}${back === "" ? "" : `/${back}`}`)}">
    <label class="field" for="zone">The place whose clock is yours</label>
    <select name="zone" id="zone">
      ${places.map(
        ({ zone, place }) =>
          html`<option value="${zone}" ${zone === zoneNow(visit.zone) ? " selected" : ""}>${place}</option> `,
      )}
    </select>
    <p class="row">
      <button>Show times there</button
      ><a class="button plain" href="${href(pathOf(visit, "/zone", { back }))}">Another part of the world</a>
    </p>
  </form>`;
}
