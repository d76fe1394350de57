/* Enhances the board: cards move by drag, pages follow what happens. Everything works without it. */
"use strict";

const news = document.getElementById("news");
let dragged = null;
let pending = false;

const say = (text) => {
  if (news) news.textContent = text;
};

/** Somebody is typing or dragging: wait. */
const busy = () => {
  const at = document.activeElement;
  const typing = at instanceof HTMLElement && at.matches("main input:not([type=checkbox]), main textarea, main select");
  return dragged !== null || typing;
};

const openDetails = () => [...document.querySelectorAll("main details[open][id]")].map((element) => element.id);

/** Fetches the page again and puts its content in place, keeping focus, scroll and opened parts. */
async function refresh() {
  pending = false;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh || !main || busy()) {
    pending = true;
    return;
  }
  const opened = openDetails();
  const left = main.querySelector(".columns")?.scrollLeft ?? 0;
  const focused = document.activeElement?.id;
  main.replaceChildren(...fresh.childNodes);
  main.dataset.version = fresh.dataset.version;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  const columns = main.querySelector(".columns");
  if (columns) columns.scrollLeft = left;
  if (focused) document.getElementById(focused)?.focus();
}

const version = () => document.querySelector("main")?.dataset.version;

const soon = () => {
  if (busy()) pending = true;
  else void refresh();
};

/*
 * Listens only while somebody looks: a browser has six connections for us, and pages behind tabs or the back button
 * would keep them.
 */
let events = null;
const listen = () => {
  events?.close();
  events = document.hidden ? null : new EventSource("/events");
  events?.addEventListener("version", ({ data }) => {
    if (data !== version()) soon();
  });
};
listen();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", ({ persisted }) => persisted && listen());
document.addEventListener("focusout", () => setTimeout(() => pending && !busy() && void refresh(), 50));

document.addEventListener("dragstart", (event) => {
  const card = event.target instanceof Element ? event.target.closest("[data-opportunity]") : null;
  if (!card) return;
  dragged = card;
  card.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.name);
});

const columnAt = (event) => (event.target instanceof Element ? event.target.closest("[data-stage]") : null);
const unmark = () => document.querySelectorAll(".over").forEach((element) => element.classList.remove("over"));

document.addEventListener("dragover", (event) => {
  const column = columnAt(event);
  unmark();
  if (!dragged || !column) return;
  event.preventDefault();
  column.classList.add("over");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  unmark();
  if (pending) void refresh();
});

document.addEventListener("drop", async (event) => {
  const column = columnAt(event);
  const card = dragged;
  dragged = null;
  unmark();
  if (!card || !column) return;
  event.preventDefault();
  const { opportunity, name } = card.dataset;
  const body = new URLSearchParams({ stage: column.dataset.stage });
  const answer = await fetch(`/candidates/${opportunity}/stage`, { method: "POST", body });
  say(answer.ok ? `${name} is now in ${column.dataset.stageName}` : `${name} could not be moved`);
  void refresh();
});

/* The menu moves at once by keyboard or touch, without leaving the page. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(".card .move")) return;
  event.preventDefault();
  const select = form.querySelector("select");
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const name = form.closest("[data-name]")?.dataset.name;
  say(answer.ok ? `${name} is now in ${select.selectedOptions[0].text}` : `${name} could not be moved`);
  const { id } = select;
  select.blur();
  await refresh();
  document.getElementById(id)?.focus();
});

document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-now]") : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
});
document.documentElement.classList.add("scripted");
