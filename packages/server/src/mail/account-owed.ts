/** Links to sign in and to set a password, owed as effects: they outlive a mail server that is away, and nobody is flooded with them. */
import { hours } from "@interviewvector/domain";
import type { SignInMails } from "../account/sign-in.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import { stableId } from "../stable-id.ts";

/** Of one kind, to one address, within an hour of the clock. */
const MOST_PER_HOUR = 5;

export type AccountMail =
  | { mail: "magic_link"; email: string; url: string }
  | { mail: "set_password"; email: string; name: string; url: string; companyId?: string };

export interface AccountMailDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
}

export function signInMails(deps: AccountMailDeps): SignInMails {
  // Each of the places of an hour is a key, and a key is taken once: it holds across processes, whoever asks from wherever. What
  // comes on top is not told of: the answer would say whether there is an account.
  const owe = async (payload: AccountMail) => {
    const runAt = deps.clock.now();
    const whose = stableId(`${payload.mail}:${payload.email.toLowerCase()}`);
    for (let place = 1; place <= MOST_PER_HOUR; place++) {
      const key = `mail.account:${whose}:${Math.floor(runAt / hours(1))}:${place}`;
      const effect = { id: deps.newId(), kind: "mail.account", key, lane: key, payload: { ...payload }, runAt };
      if ((await addEffects(deps.database.service, [effect], "ignore")) > 0) return true;
    }
    return false;
  };
  return {
    magicLink: async (mail) => {
      await owe({ mail: "magic_link", ...mail });
    },
    setPassword: (mail) => owe({ mail: "set_password", ...mail }),
  };
}
