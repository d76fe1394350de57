/** Style and the few lines of script of the front page, served as files of its own origin. */
export const welcomeStyle = `
:root { color-scheme: light dark; --text: #1c2330; --soft: #586174; --line: #dfe3ea; --back: #f7f8fa; --card: #fff; --accent: #1d5fd1; --good: #12733c; }
@media (prefers-color-scheme: dark) { :root { --text: #e8ebf1; --soft: #a3adbf; --line: #343c4b; --back: #12161d; --card: #1a202a; --accent: #8ab4ff; --good: #6fd699; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; padding-bottom: .5rem; }
.mark { margin: 0; font-weight: 650; color: var(--accent); }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: .4rem 0 .6rem; max-width: 34rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
h3 { font-size: .85rem; margin: 0 0 .4rem; color: var(--soft); font-weight: 600; }
p { margin: .25rem 0; color: var(--soft); }
main { display: grid; gap: 1.25rem; padding-top: 1rem; padding-bottom: 3rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; min-width: 0; }
@media (min-width: 60rem) { main { grid-template-columns: 1.15fr 1fr; } section:first-child { grid-row: span 3; align-self: start; } }
ul, ol { list-style: none; margin: 0; padding: 0; }
.steps li { display: grid; grid-template-columns: 1.6rem 1fr auto; gap: .7rem; padding: .7rem 0; border-top: 1px solid var(--line); align-items: start; }
.steps li:first-child { border-top: 0; }
.steps p { font-size: .9rem; }
.tick { width: 1.4rem; height: 1.4rem; border: 2px solid var(--soft); border-radius: 50%; margin-top: .1rem; }
[data-done="true"] .tick { border-color: var(--good); background: var(--good); }
[data-done="true"] .tick::after { content: ""; display: block; width: .3rem; height: .6rem; margin: .12rem auto; border: solid var(--card); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.state { font-size: .85rem; color: var(--soft); white-space: nowrap; }
[data-done="true"] .state { color: var(--good); font-weight: 600; }
a, .link { color: var(--accent); font: inherit; font-weight: 600; }
.link { background: none; border: 0; padding: 0; text-align: left; text-decoration: underline; cursor: pointer; }
.groups { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); margin-bottom: .75rem; }
.groups li + li { margin-top: .4rem; }
.groups button { width: 100%; min-height: 2.75rem; display: flex; justify-content: space-between; gap: .75rem; align-items: center; font: inherit; text-align: left; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: .45rem .75rem; cursor: pointer; }
.groups button:hover { border-color: var(--accent); }
.groups button span { color: var(--soft); font-size: .85rem; }
.groups strong { font-weight: 600; }
.passes { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
.passes button { min-height: 2.5rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: .35rem .75rem; cursor: pointer; }
.passes button:hover { border-color: var(--accent); }
.places li { padding: .3rem 0; }
.places span { color: var(--soft); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

export const welcomeScript = `
const shown = () => [...document.querySelectorAll(".steps > li")].map((step) => step.dataset.done).join();
setInterval(async () => {
  if (document.hidden) return;
  try {
    const steps = await (await fetch("/world/checklist")).json();
    if (steps.map((step) => String(step.done)).join() === shown()) return;
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    document.querySelector(".steps").replaceWith(page.querySelector(".steps"));
    document.getElementById("now").textContent = page.getElementById("now").textContent;
  } catch { /* the world is stopping; the page stays as it was */ }
}, 2000);
`;
