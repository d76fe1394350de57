/** Plain and calm, light and dark, from 390 pixels up. */
export const STYLE_SHEET = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #16181d);
  --raised: light-dark(#f5f6f8, #1f2229);
  --line: light-dark(#d8dce3, #3a3f4a);
  --ink: light-dark(#1b1f27, #e9ebef);
  --soft: light-dark(#555d6b, #a8b0bf);
  --accent: light-dark(#0b57b0, #8ab8ff);
  font: 16px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: 0.75rem 1rem; border-bottom: 1px solid var(--line); }
.bar p { margin: 0; color: var(--soft); font-size: 0.9rem; }
.name { font-weight: 650; text-decoration: none; color: var(--ink); }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
.top { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
.top h1 { margin-right: auto; }
.top form { display: flex; gap: 0.5rem; max-width: 100%; }
.top input { width: 17rem; }
input, button { font: inherit; padding: 0.45rem 0.75rem; min-height: 2.5rem; border-radius: 0.4rem; border: 1px solid var(--soft); background: var(--ground); color: var(--ink); min-width: 0; }
button { cursor: pointer; background: var(--raised); }
button:disabled { cursor: default; color: var(--soft); border-color: var(--line); }
.count { color: var(--soft); margin: 0.5rem 0; }
.list { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.list li { border-bottom: 1px solid var(--line); }
.list a, .list .text { display: grid; grid-template-columns: 18rem 1fr auto; gap: 0 1rem; padding: 0.7rem 0.5rem; color: inherit; text-decoration: none; }
.list .text { overflow-wrap: anywhere; }
.list a:hover { background: var(--raised); }
.subject { font-weight: 550; overflow-wrap: anywhere; }
.to { color: var(--soft); overflow-wrap: anywhere; }
.facts { color: var(--soft); font-size: 0.9rem; white-space: nowrap; }
.mark { border: 1px solid var(--line); border-radius: 0.3rem; padding: 0 0.35rem; font-size: 0.8rem; }
.empty { padding: 2rem 1rem; background: var(--raised); border-radius: 0.5rem; }
.head { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 0.5rem 0 1rem; }
.head dt { color: var(--soft); }
.head dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
.views { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0 0 0.75rem; border-bottom: 1px solid var(--line); }
.views a { padding: 0.5rem 0.75rem; text-decoration: none; border-bottom: 3px solid transparent; }
.views a[aria-current] { border-color: var(--accent); color: var(--ink); font-weight: 600; }
.mail { width: 100%; height: 75vh; border: 1px solid var(--line); border-radius: 0.5rem; background: #ffffff; color-scheme: light; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--raised); padding: 1rem; border-radius: 0.5rem; font-size: 0.9rem; max-height: 75vh; overflow: auto; }
.links li, .attachments li { overflow-wrap: anywhere; margin: 0.3rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) {
  .list a, .list .text { grid-template-columns: 1fr; }
  .top form[role=search] { flex: 1 1 100%; }
  .top input { flex: 1; }
}
`;
