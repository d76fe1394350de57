/** The web addresses a mail invites to open: of its HTML in order, then those that only its text has. */
export function linksIn(html: string | null, text: string | null): string[] {
  const fromHtml = [...(html ?? "").matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((found) =>
    decodeEntities(found[1] ?? found[2] ?? ""),
  );
  const fromText = [...(text ?? "").matchAll(/https?:\/\/[^\s<>"]+/g)].map((found) =>
    found[0].replace(/[.,;:!?)\]]+$/, ""),
  );
  return [...new Set([...fromHtml, ...fromText])].filter((link) => /^https?:\/\//i.test(link));
}

function decodeEntities(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
