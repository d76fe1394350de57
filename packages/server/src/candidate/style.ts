/** The look of the candidate pages: one small style sheet, light and dark, from 320 pixels up. */
export const styleSheet = `:root{color-scheme:light dark;--page:light-dark(#f6f6f4,#121316);--panel:light-dark(#fff,#1a1c20);--line:light-dark(#dcdcd6,#34373e);--edge:light-dark(#8a8d94,#7c8089);--ink:light-dark(#1b1c20,#ececee);--soft:light-dark(#565962,#a9adb6);--accent:light-dark(#2456c7,#93b3ff);--on-accent:light-dark(#fff,#0e1730);--wash:light-dark(#e8eefc,#1f2942);--warn:light-dark(#7d4a00,#f2ba69);--warn-wash:light-dark(#fbf0da,#37290f);--bad:light-dark(#ac211a,#ff9d94);--bad-wash:light-dark(#fbe7e5,#3c1b19);--good:light-dark(#14653f,#74d3a0);--good-wash:light-dark(#e3f3ea,#16301f);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{display:flex;align-items:center;gap:.75rem;padding-top:1.25rem;font-weight:650}
header img{display:block;height:2.5rem;width:auto;max-width:12rem;background:#fff;border-radius:.4rem}
main{padding-bottom:1rem}
.narrow header,.narrow main,.narrow footer{max-width:38rem}
h1{font-size:1.6rem;line-height:1.25;margin:1.25rem 0 .5rem}
h2{font-size:1.15rem;line-height:1.3;margin:1.5rem 0 .5rem}
.card h2{margin-top:.25rem}
p{margin:.5rem 0 .75rem}
dl{margin:.75rem 0}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0 0 .6rem}
.lead{font-size:1.05rem}
.soft{color:var(--soft)}
.card{background:var(--panel);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:1rem 0}
.when{font-size:1.25rem;font-weight:650;margin:.25rem 0}
.note{border-radius:.6rem;padding:.75rem 1rem;margin:1rem 0;background:var(--wash)}
.note p{margin:.25rem 0}
.warn{background:var(--warn-wash);color:var(--warn)}
.bad{background:var(--bad-wash);color:var(--bad)}
.good{background:var(--good-wash);color:var(--good)}
.note a{color:inherit}
.bad-words{color:var(--bad);margin:.25rem 0}
.soft+input,.soft+.bad-words{margin-top:.25rem}
p.soft{margin:.15rem 0 .4rem}
.button,button{font:inherit;font-weight:600;display:inline-flex;align-items:center;justify-content:center;min-height:2.9rem;padding:.5rem 1.25rem;border-radius:.6rem;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
.plain{background:transparent;color:var(--accent)}
.danger{background:transparent;color:var(--bad);border-color:var(--bad)}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1rem 0}
label,legend{font-weight:600}
legend{float:left;width:100%;padding:.5rem 0 .25rem}
legend+*{clear:both}
label.tick{display:flex;gap:.6rem;align-items:flex-start;font-weight:400;padding:.5rem 0}
.tick input{flex:none;width:1.4rem;height:1.4rem;margin:.05rem 0 0;accent-color:var(--accent)}
input:not([type=checkbox]):not([type=radio]),select,textarea{font:inherit;font-weight:400;display:block;width:100%;min-height:2.9rem;margin:.25rem 0 .9rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--panel);color:var(--ink)}
textarea{min-height:5.5rem}
[aria-invalid=true]{border-color:var(--bad)!important}
summary{padding:.6rem 0;cursor:pointer;font-weight:600}
fieldset{border:1px solid var(--line);border-radius:.75rem;margin:1rem 0;padding:.5rem 1rem 1rem;background:var(--panel);min-width:0}
.range{display:grid;grid-template-columns:1fr 1fr;gap:0 .75rem}
.range label:first-child{grid-column:1/-1}
.range label,label.field{display:block}
table{border-collapse:collapse;width:100%;table-layout:fixed}
caption{font-weight:650;padding:.25rem 0 .5rem}
th{font-size:.85rem;font-weight:400;color:var(--soft);padding:.25rem 0}
td{padding:2px;text-align:center;color:var(--soft);height:2.9rem}
td a{display:flex;align-items:center;justify-content:center;height:2.75rem;border-radius:.5rem;background:var(--wash);color:var(--ink);font-weight:600;text-decoration:none}
td a[aria-current]{background:var(--accent);color:var(--on-accent)}
.months{display:flex;justify-content:space-between;gap:1rem;margin:.5rem 0 0}
.months a{padding:.6rem 0}
.times{list-style:none;margin:.5rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr));gap:.5rem}
.times a,.times button{display:flex;width:100%;align-items:center;justify-content:center;min-height:2.9rem;padding:.25rem .5rem;border:1px solid var(--accent);border-radius:.5rem;background:none;color:var(--accent);text-decoration:none;font-weight:600;text-align:center;line-height:1.2}
.times a:hover,.times button:hover{background:var(--wash)}
.first{justify-content:space-between;margin:.5rem 0;padding:.25rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.wide{grid-template-columns:1fr}
footer{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.9rem}
@media(min-width:52rem){.two{display:grid;grid-template-columns:19rem 1fr;gap:0 2.5rem;align-items:start}.pick{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem;align-items:start}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{.button,button,nav{display:none}}
`;
