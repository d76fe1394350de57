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
  /** Who has the next interview, or the report of the last one to write. */
  expert: { name: string; email: string } | null;
  /** Opportunity of the last submitted report. */
  opportunityId: string | null;
}

export async function checklist(options: ChecklistOptions): Promise<Step[]> {
  const facts = await factsOf(options.database);
  return [...setUpSteps(options, facts), ...lifeSteps(options, facts)];
}

async function factsOf(database: Database): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select exists (select 1 from connections where state <> 'disconnected') as connected,
           exists (select 1 from positions where activated_at is not null) as active,
           exists (select 1 from interviews where state <> 'blocked') as entered,
           exists (select 1 from history where event = 'slotBooked') as booked,
           exists (select 1 from history where event = 'reportSubmitted') as reported,
           (select jsonb_build_object('name', experts.name, 'email', experts.email)
              from interviews join experts on experts.id = interviews.expert_id
             where interviews.state in ('scheduled', 'live', 'awaiting_report')
             order by interviews.starts_at limit 1) as expert,
           (select opportunity_id from history join interviews on interviews.id = history.interview_id
             where event = 'reportSubmitted' order by history.id desc limit 1) as "opportunityId"`.execute(
    database.service,
  );
  if (!rows[0]) throw new Error("a query without a table has one row");
  return rows[0];
}

function setUpSteps({ emulator, urls }: ChecklistOptions, facts: Facts): Step[] {
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
      hint: "In Lever’s settings, as its Super Admin: candidateStageChange, and the others that have an address. Without them changes are found by looking, a little later.",
      path: `${urls.emulator}/accounts/acme/settings/webhooks`,
      done: emulator.state.accounts["acme"]?.webhookGroups["candidateStageChange"] === true,
    },
    {
      id: "activate",
      title: "Activate a position",
      hint: "As Ada: configure “Senior Backend Engineer”, then activate it.",
      path: "/app/positions",
      signInAs: ada,
      done: facts.active,
    },
  ];
}

function lifeSteps({ emulator, mailbox, urls }: ChecklistOptions, facts: Facts): Step[] {
  const { expert, opportunityId } = facts;
  const invited = mailbox.messages().some((message) => message.subject.startsWith("Choose a time"));
  const feedback = Object.values(emulator.state.accounts).some((account) =>
    Object.values(account.feedback).some((form) => form.completedAt !== null && form.deletedAt === null),
  );
  return [
    {
      id: "move",
      title: "Move a candidate",
      hint: "On the board, drag Maya Fernandez into the stage InterviewVector, or choose it in the menu of the card.",
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
      hint: `As ${expert ? `${expert.name}, who has the interview` : "the expert who was booked"}. No need to wait: let time pass until it is over.`,
      path: "/expert",
      signInAs: expert?.email ?? "esra@experts.example",
      done: facts.reported,
    },
    {
      id: "feedback",
      title: "See the feedback in Lever",
      hint: "On the candidate’s profile: feedback field by field, the PDF, and a note.",
      path: opportunityId === null ? urls.emulator : `${urls.emulator}/candidates/${opportunityId}`,
      done: feedback,
    },
  ];
}
