/** What has been done in this world so far, read from where it happened. */
import { sql } from "kysely";
import type { Emulator } from "@interviewvector/lever-emulator";
import type { Database } from "../packages/server/src/db/database.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";

export interface Step {
  id: string;
  title: string;
  hint: string;
  path: string;
  /** Member of the cast who does it; absent: the place needs no sign-in. */
  signInAs?: string;
  done: boolean;
}

export interface ChecklistOptions {
  database: Database;
  emulator: Emulator;
  mailbox: Mailbox;
  urls: { emulator: string; mailbox: string };
}

interface Facts {
  connected: boolean;
  active: boolean;
  entered: boolean;
  booked: boolean;
  reported: boolean;
}

export async function checklist({ database, emulator, mailbox, urls }: ChecklistOptions): Promise<Step[]> {
  const { rows } = await sql<Facts>`
    select exists (select 1 from connections where state <> 'disconnected') as connected,
           exists (select 1 from positions where activated_at is not null) as active,
           exists (select 1 from interviews where state <> 'blocked') as entered,
           exists (select 1 from history where event = 'slotBooked') as booked,
           exists (select 1 from history where event = 'reportSubmitted') as reported`.execute(database.service);
  const facts = rows[0] ?? { connected: false, active: false, entered: false, booked: false, reported: false };
  const invited = mailbox.messages().some((message) => message.subject.startsWith("Choose a time"));
  const feedback = Object.values(emulator.state.accounts).some((account) =>
    Object.values(account.feedback).some((form) => form.completedAt !== null && form.deletedAt === null),
  );
  const ada = "ada@acme.example";
  return [
    {
      id: "connect",
      title: "Connect Lever",
      hint: "As Ada, on the Integrations page: Authenticate, then grant access as Lena.",
      path: "/app/integrations",
      signInAs: ada,
      done: facts.connected,
    },
    {
      id: "switch",
      title: "Switch the webhook on",
      hint: "In Lever’s settings, as its Super Admin: Candidate Stage Change. Without it moves are found by looking, a little later.",
      path: `${urls.emulator}/accounts/acme/settings/webhooks`,
      done: emulator.state.accounts["acme"]?.webhookGroups["candidateStageChange"] === true,
    },
    {
      id: "activate",
      title: "Activate a position",
      hint: "Configure “Senior Backend Engineer”, then activate it.",
      path: "/app/positions",
      signInAs: ada,
      done: facts.active,
    },
    {
      id: "move",
      title: "Move a candidate",
      hint: "On the board, drag Maya Fernandez into the stage InterviewVector.",
      path: urls.emulator,
      done: facts.entered,
    },
    {
      id: "read",
      title: "Read the invitation",
      hint: "It is in the mailbox a moment later, and the note stands in Lever.",
      path: urls.mailbox,
      done: invited,
    },
    {
      id: "book",
      title: "Book a time",
      hint: "Follow the link in the mail; it works on a phone and without an account.",
      path: urls.mailbox,
      done: facts.booked,
    },
    {
      id: "report",
      title: "Write the report",
      hint: "As the expert in the booking mail. No need to wait: time can be moved on.",
      path: "/expert",
      signInAs: "esra@experts.example",
      done: facts.reported,
    },
    {
      id: "feedback",
      title: "See the feedback in Lever",
      hint: "On the candidate's profile: feedback field by field, the PDF, and a note.",
      path: urls.emulator,
      done: feedback,
    },
  ];
}
