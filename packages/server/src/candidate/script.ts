/**
 * The enhancements. A browser that knows its zone asks for the page in it; without scripts the zone is chosen by hand. A page
 * that keeps a time says when it is left without an answer; without scripts the time is free again after some minutes. The
 * search for a city answers while one types. What was typed into a form is there again after a look at another page, in this tab
 * only, until it is sent.
 */
export const script = `(() => {
  const main = document.querySelector("main");
  let answered = false;
  const { leave, zone: shown } = main.dataset;
  if (leave) {
    addEventListener("submit", () => (answered = true));
    addEventListener("pagehide", () => answered || navigator.sendBeacon(leave));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }
  const quick = document.querySelector("[data-quick]");
  if (quick) {
    let asked = 0;
    quick.addEventListener("input", async () => {
      const mine = ++asked;
      await new Promise((done) => setTimeout(done, 200));
      if (mine !== asked) return;
      const answer = await fetch(quick.action + "?" + new URLSearchParams(new FormData(quick)));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("found");
      if (mine === asked && answer.ok && found) document.getElementById("found").replaceWith(found);
    });
  }
  const form = document.querySelector("form[data-keep]");
  if (form) {
    const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
    const kept = JSON.parse(sessionStorage.getItem(form.action) ?? "[]");
    if (kept.length === fields.length)
      fields.forEach((field, at) => {
        [field.value, field.checked] = kept[at];
        const more = field.closest("details");
        if (more && field.value !== "") more.open = true;
      });
    let sent = false;
    form.addEventListener("submit", () => (sent = true));
    addEventListener("pagehide", () => {
      if (sent) sessionStorage.removeItem(form.action);
      else sessionStorage.setItem(form.action, JSON.stringify(fields.map(({ value, checked }) => [value, checked ?? false])));
    });
  }
  const url = new URL(location.href);
  if (!shown || url.searchParams.has("zone")) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === shown) return;
  answered = true;
  url.searchParams.set("zone", zone);
  location.replace(url);
})();
`;
