/** Mails to an expert who was put on standby, or taken off it again. */
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import type { Effect, Handler } from "../effects/effect.ts";
import { addEffects } from "../effects/ledger.ts";
import { readExpert } from "../interview/facts.ts";
import { offStandbyMail, onStandbyMail } from "./expert/standby.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { Mailer } from "./transport.ts";

interface StandbyTime {
  standbyId: string;
  expertId: string;
  fromAt: number;
  toAt: number;
}

interface StandbyMail extends StandbyTime {
  mail: "on_standby" | "off_standby";
}

/** In the transaction that puts them on standby, or takes them off it. One lane: who was told late is never told in the wrong order. */
export async function oweStandbyMail(
  tx: Tx,
  mail: StandbyMail["mail"],
  time: StandbyTime,
  { newId, at }: { newId: () => string; at: number },
): Promise<void> {
  const payload: Record<string, unknown> = { mail, ...time };
  const lane = laneOf(time);
  await addEffects(tx, [
    { id: newId(), kind: "mail.standby", key: keyOf({ mail, ...time }), lane, payload, runAt: at },
  ]);
}

function laneOf({ standbyId }: StandbyTime): string {
  return `mail.standby:${standbyId}`;
}

function keyOf({ mail, standbyId }: StandbyMail): string {
  return `mail.standby:${standbyId}:${mail}`;
}

interface StandbyMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
  publicUrl: string;
}

export function standbyMailHandlers(options: StandbyMailOptions): Handler[] {
  const { database, clock, mailer } = options;
  return [
    {
      kind: "mail.standby",
      marksSending: true,
      prepare: (effect) => prepare(options, effect),
      run: async (effect, attempt) =>
        effect.request !== null && !(await isWanted(database, clock, effect))
          ? { result: "skipped", words: "overtaken before it could be sent" }
          : sendPrepared(effect, { mailer, attempt }),
    },
  ];
}

async function prepare({ database, clock, mailer, supportEmail, publicUrl }: StandbyMailOptions, effect: Effect) {
  const asked = effect.payload as unknown as StandbyMail;
  const expert = await readExpert(database.service, asked.expertId);
  if (!expert || !(await isWanted(database, clock, effect))) return null;
  const facts = {
    firstName: expert.firstName,
    zone: expert.zone,
    support: supportEmail,
    fromAt: asked.fromAt,
    toAt: asked.toAt,
    agendaLink: `${publicUrl}/expert`,
  };
  const mail = asked.mail === "on_standby" ? onStandbyMail(facts) : offStandbyMail(facts);
  return prepareMail(effect, { clock, mailer }, { to: expert.email, mail });
}

/** Nothing is said of what is over, was taken back before they were told of it, or was never told. */
async function isWanted(database: Database, clock: Clock, effect: Effect): Promise<boolean> {
  const asked = effect.payload as unknown as StandbyMail;
  if (asked.toAt <= clock.now()) return false;
  return asked.mail === "on_standby" ? stands(database, asked) : wasTold(database, asked);
}

async function stands({ service }: Database, { standbyId }: StandbyTime): Promise<boolean> {
  const found = await service.selectFrom("standby").select("id").where("id", "=", standbyId).executeTakeFirst();
  return found !== undefined;
}

async function wasTold({ service }: Database, time: StandbyTime): Promise<boolean> {
  const told = await service
    .selectFrom("effects")
    .select("state")
    .where("lane", "=", laneOf(time))
    .where("key", "=", keyOf({ ...time, mail: "on_standby" }))
    .executeTakeFirst();
  return told?.state === "done";
}
