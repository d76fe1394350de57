/** What opens an expert's calendar, sealed for its own row. Nothing here is ever logged or answered. */
import { z } from "zod";
import type { Crypt } from "../crypt.ts";

const schema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("feed"), address: z.string() }),
  z.object({
    kind: z.literal("caldav"),
    address: z.string(),
    user: z.string(),
    password: z.string(),
    /** Where the account lists its calendars. */
    places: z.array(z.object({ url: z.string(), depth: z.union([z.literal(0), z.literal(1)]) })),
  }),
]);
export type CalendarSecrets = z.infer<typeof schema>;
export type CaldavSecrets = Extract<CalendarSecrets, { kind: "caldav" }>;

function rowName(sourceId: string): string {
  return `calendar_sources:${sourceId}:secrets`;
}

export function sealSecrets(crypt: Crypt, sourceId: string, secrets: CalendarSecrets): Buffer {
  return crypt.seal(JSON.stringify(secrets), rowName(sourceId));
}

export function openSecrets(crypt: Crypt, source: { id: string; secrets: Uint8Array }): CalendarSecrets {
  return schema.parse(JSON.parse(crypt.open(source.secrets, rowName(source.id))));
}
