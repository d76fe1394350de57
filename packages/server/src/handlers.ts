/** Every handler of the ledger, in one list. */
import { eraseAskedHandler } from "./candidate/own-data/erase.ts";
import type { Calendars } from "./calendar/index.ts";
import type { Handler } from "./effects/effect.ts";
import { sweepHandler } from "./effects/sweep.ts";
import { retentionHandler } from "./interview/retention.ts";
import { timerHandler } from "./interview/timer.ts";
import { mailHandlers } from "./mail/handlers.ts";
import { createMailer } from "./mail/transport.ts";
import { movesHandler } from "./position/moves.ts";
import type { Lever } from "./lever/index.ts";
import type { Ground } from "./parts.ts";
import type { Scheduling } from "./scheduling/index.ts";
import { smsHandlers } from "./sms/effects.ts";
import { createSmsGateway } from "./sms/gateway.ts";

export function createHandlers(
  ground: Ground,
  { lever, scheduling, calendars }: { lever: Lever; scheduling: Scheduling; calendars: Calendars },
): { handlers: Handler[]; close(): void } {
  const { door, config, crypt, log, database } = ground;
  const { publicUrl, supportEmail } = config;
  // Shorter than the lease, so that an attempt at a silent mail server ends before its row is taken over.
  const deadlineMs = Math.min(45_000, config.effects.leaseMs * 0.75);
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    log,
    deadlineMs,
    silenceMs: Math.min(20_000, deadlineMs / 2),
  });
  const handlers = [
    timerHandler(door),
    movesHandler(door),
    ...mailHandlers({
      door,
      mailer,
      crypt,
      publicUrl,
      supportEmail,
      nearest: (interviewId, aroundAt) => scheduling.nearestTo(interviewId, aroundAt),
    }),
    ...smsHandlers({ door, crypt, publicUrl, gateway: config.sms && createSmsGateway(config.sms) }),
    eraseAskedHandler(door),
    retentionHandler(door, config.kept),
    ...scheduling.handlers,
    ...calendars.handlers,
    ...lever.handlers,
  ];
  return { handlers: [...handlers, sweepHandler(database, handlers)], close: () => mailer.close() };
}
