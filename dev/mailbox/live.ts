/** The only script: new mails appear without a reload. Without it everything works, one reload later. */
export const LIVE_SCRIPT = `
const live = document.querySelector("[data-live]");
if (live) {
  const refresh = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    const focused = document.activeElement?.getAttribute("href");
    live.querySelector("[role=status]").textContent = fresh.querySelector("[role=status]").textContent;
    live.querySelector("ol, .empty").replaceWith(fresh.querySelector("ol, .empty"));
    if (focused) live.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus();
    const button = document.querySelector("form[action='/clear'] button");
    button.disabled = page.querySelector("form[action='/clear'] button").disabled;
    if (!button.disabled) button.removeAttribute("title");
  };
  let events = null;
  // Only while somebody looks: a browser has six connections for us, and pages behind tabs or the back button keep them.
  const listen = () => {
    events?.close();
    events = document.hidden ? null : new EventSource("/events");
    events?.addEventListener("listening", refresh); // what came between the page and the stream, or while it was cut
    events?.addEventListener("arrival", refresh);
  };
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
}
`;
