/** Mails about an expert's calendar that can't be read: to the expert and to the operators; none once it is mended. */
import type { Clock } from "../clock.ts";
import type { Database, Db } from "../db/database.ts";
import type { Effect, Handler } from "../effects/effect.ts";
import { calendarBrokenMail } from "./expert/calendar-broken.ts";
import type { Mail } from "./mail.ts";
import { operatorCalendarBrokenMail } from "./operator/calendar-broken.ts";
import { readReader, type Reader } from "./reader.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { Mailer } from "./transport.ts";

interface CalendarMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
  publicUrl: string;
}

export function calendarMailHandlers(options: CalendarMailOptions): Handler[] {
  const { mailer } = options;
  return [
    {
      kind: "mail.calendar",
      marksSending: true,
      prepare: (effect) => prepare(options, effect),
      run: (effect, attempt) => sendPrepared(effect, { mailer, attempt }),
    },
  ];
}

async function prepare({ database, clock, mailer, supportEmail, publicUrl }: CalendarMailOptions, effect: Effect) {
  const { sourceId, userId } = effect.payload as { sourceId: string; userId: string | null };
  const source = await readBroken(database.service, sourceId);
  if (!source) return null;
  const reader = userId === null ? source.expert : await readReader(database.service, { userId, as: "operator" }, null);
  if (!reader) return null;
  const facts = {
    firstName: reader.firstName,
    zone: reader.zone,
    support: supportEmail,
    problem: source.problem,
    lastReadAt: source.readAt,
  };
  const mail: Mail =
    userId === null
      ? calendarBrokenMail({
          ...facts,
          calendarName: source.name,
          availabilityLink: `${publicUrl}/expert/availability`,
        })
      : operatorCalendarBrokenMail({
          ...facts,
          expert: source.expertName,
          host: source.host,
          expertsLink: `${publicUrl}/ops/experts`,
        });
  return prepareMail(effect, { clock, mailer }, { to: reader.email, mail });
}

interface BrokenSource {
  name: string;
  host: string;
  problem: string;
  readAt: number | null;
  expertName: string;
  expert: Reader;
}

async function readBroken(db: Db, sourceId: string): Promise<BrokenSource | null> {
  const row = await db
    .selectFrom("calendar_sources as s")
    .innerJoin("experts as e", "e.id", "s.expert_id")
    .select(["s.name", "s.host", "s.problem", "s.read_at"])
    .select(["e.name as expert_name", "e.first_name", "e.email", "e.zone"])
    .where("s.id", "=", sourceId)
    .where("s.state", "=", "broken")
    .executeTakeFirst();
  if (!row) return null;
  return {
    name: row.name,
    host: row.host,
    problem: row.problem?.words ?? "",
    readAt: row.read_at?.getTime() ?? null,
    expertName: row.expert_name,
    expert: { email: row.email, firstName: row.first_name, zone: row.zone },
  };
}
