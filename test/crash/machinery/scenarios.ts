/** Every scenario that can be run by its name. */
import { ambiguous } from "../ambiguous.ts";
import { mutationCheck } from "../mutations.ts";
import { everyPoint } from "../r01-points.ts";
import { randomKills } from "../r02-random-kills.ts";
import { frozen } from "../r04-frozen.ts";
import { webhookStorm } from "../r05-webhook-storm.ts";
import { webhooksLost } from "../r06-webhooks-lost.ts";
import { leverAway, leverFaults } from "../r07-lever-faults.ts";
import { tokens } from "../r08-tokens.ts";
import { pages } from "../r09-pages.ts";
import { mailServer } from "../r10-mail-server.ts";
import { databaseAway, failOver } from "../r11-database.ts";
import { bookingStorm } from "../r14-booking-storm.ts";
import { deploys } from "../r15-deploy.ts";
import { shutdown } from "../r16-shutdown.ts";
import { restore } from "../r20-restore.ts";
import { poison } from "../r21-poison.ts";
import type { Scenario } from "./scenario.ts";

export const scenarios: readonly Scenario[] = [
  everyPoint,
  randomKills,
  frozen,
  webhookStorm,
  webhooksLost,
  leverFaults,
  leverAway,
  tokens,
  pages,
  mailServer,
  databaseAway,
  failOver,
  bookingStorm,
  deploys,
  shutdown,
  restore,
  poison,
  ambiguous,
  mutationCheck,
];
