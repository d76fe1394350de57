/**
 * Logos: what is taken in, and how it is served. Only what the bytes themselves prove to be a bitmap; never SVG, which can
 * carry scripts. Public, because mails show it to people who are not signed in.
 */
import { Hono } from "hono";
import type { Database } from "../db/database.ts";
import { invalid, notFound, type Variables } from "../http/problem.ts";

const MAX_BYTES = 524_288;

type LogoType = "image/png" | "image/jpeg" | "image/webp";

/** What the first bytes say; names and headers are not asked. */
export function logoTypeOf(bytes: Uint8Array): LogoType | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return null;
}

export function readLogo(base64: string): { bytes: Buffer; type: LogoType } {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64)) throw refusedLogo("The picture cannot be read.");
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_BYTES) throw refusedLogo("The picture is larger than 512 kB.");
  const type = logoTypeOf(bytes);
  if (type === null) throw refusedLogo("Please choose a PNG, JPEG or WebP picture.");
  return { bytes, type };
}

function refusedLogo(words: string) {
  return invalid(words, { base64: words });
}

/** `GET /logos/:companyId/:version`. A version never changes, so browsers and mail proxies may keep it for good. */
export function logoRoutes({ database }: { database: Database }): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  routes.get("/logos/:companyId{[0-9a-f-]{36}}/:version{[0-9]{1,9}}", async (context) => {
    const { companyId, version } = context.req.param();
    const row = await database.service
      .selectFrom("companies")
      .select(["logo", "logo_type"])
      .where("id", "=", companyId)
      .where("logo_version", "=", Number(version))
      .executeTakeFirst();
    if (!row?.logo || row.logo_type === null) throw notFound("This picture");
    return context.body(new Uint8Array(row.logo), 200, {
      "content-type": row.logo_type,
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });
  return routes;
}
