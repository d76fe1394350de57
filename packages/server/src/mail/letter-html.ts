/**
 * The HTML side of a letter: tables with inline styles, 600 pixels at most, one button; light by default and dark where
 * the reader's program says so. It takes nothing that is HTML already: every value is escaped here.
 */
import type { Block, Letter, Line } from "./letter.ts";
import { oneLine } from "./plain-words.ts";
import { isWebAddress, webAddress } from "./web-address.ts";

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const body = `${font};font-size:16px;line-height:24px;color:#1c2430`;
const quiet = `${font};font-size:14px;line-height:21px;color:#55606e`;

/** Programs that know dark mode get real colours for it; the others may invert, which these colours survive. */
const darkMode = `@media (prefers-color-scheme:dark){
.iv-page{background:#12161c!important}.iv-card{background:#1b212a!important;border-color:#2d3642!important}
.iv-text,.iv-name{color:#e8ecf1!important}.iv-quiet{color:#a9b4c2!important}.iv-link{color:#9dbcff!important}
.iv-button{background:#2f60dd!important}.iv-foot{border-color:#2d3642!important}.iv-logo{background:#ffffff!important}}
@media (max-width:480px){.iv-pad{padding-left:20px!important;padding-right:20px!important}}`;

export function letterHtml(letter: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escaped(oneLine(letter.subject))}</title>
<style>:root{color-scheme:light dark}
${darkMode}</style>
</head>
<body class="iv-page" style="margin:0;padding:0;background:#f3f5f8">
<table role="presentation" class="iv-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f8">
<tr><td align="center" style="padding:24px 8px">
<table role="presentation" class="iv-card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #dfe4ea;border-radius:12px">
<tr><td class="iv-pad" style="padding:28px 32px 4px">${headHtml(letter.head)}</td></tr>
<tr><td class="iv-pad" style="padding:12px 32px 20px;${body}">
${letter.blocks.map(blockHtml).join("\n")}
</td></tr>
<tr><td class="iv-pad" style="padding:0 32px 28px"><p class="iv-quiet iv-foot" style="margin:0;padding-top:16px;border-top:1px solid #dfe4ea;${quiet};overflow-wrap:anywhere">${letter.foot.map(lineHtml).join("<br>\n")}</p></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function headHtml(head: Letter["head"]): string {
  const name = escaped(oneLine(head.name));
  if (head.logoUrl && isWebAddress(head.logoUrl)) {
    // A white ground behind the logo: dark letters on nothing would vanish in dark mode. The name stays for closed images.
    return `<img class="iv-logo" src="${escaped(head.logoUrl)}" alt="${name}" height="40" style="display:block;height:40px;width:auto;max-width:240px;border:0;border-radius:6px;${font};font-size:20px;font-weight:600">`;
  }
  return `<p class="iv-name" style="margin:0;${font};font-size:20px;line-height:28px;font-weight:600;color:#1c2430">${name}</p>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `<p class="iv-text" style="margin:0 0 16px;${body};overflow-wrap:anywhere">${block.lines.map(lineHtml).join("<br>\n")}</p>`;
    case "facts":
      return `<p class="iv-text" style="margin:0 0 16px;${body};overflow-wrap:anywhere">${block.rows
        .map(([label, value]) => `<strong>${escaped(label)}:</strong> ${lineHtml(value)}`)
        .join("<br>\n")}</p>`;
    case "action":
      return actionHtml(block);
    default:
      return block satisfies never;
  }
}

/** The bare address stands below the button for those whose program shows no buttons, and for reading where it leads. */
function actionHtml(block: Extract<Block, { kind: "action" }>): string {
  const link = escaped(webAddress(block.link));
  return `<p class="iv-text" style="margin:0 0 12px;${body}">${escaped(block.lead)}</p>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px"><tr><td class="iv-button" style="background:#1d4ed8;border-radius:8px"><a href="${link}" style="display:inline-block;padding:13px 24px;${font};font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none">${escaped(block.button)}</a></td></tr></table>
<p class="iv-quiet" style="margin:0 0 20px;${quiet};overflow-wrap:anywhere"><a class="iv-link" href="${link}" style="color:#1d4ed8">${link}</a></p>`;
}

function lineHtml(line: Line): string {
  if (typeof line === "string") return escaped(line);
  return line.map((part) => (typeof part === "string" ? escaped(part) : anchor(part.link))).join("");
}

function anchor(link: string): string {
  const address = escaped(webAddress(link));
  return `<a class="iv-link" href="${address}" style="color:#1d4ed8">${address}</a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
