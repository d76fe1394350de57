/** What the position's parts are made of. What reads or writes the ATS, and the slot engine, are given as functions. */
import type { Actor, PositionSettings, Refusal } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";

interface Standing {
  opportunityId: string;
  name: string;
  /** ms */
  enteredAt: number;
  hasInterview: boolean;
}

interface PostingsRefreshed {
  added: number;
  changed: number;
  gone: number;
  failed: { connectionId: string; words: string }[];
}

/** A setting to try out: what the position would be if it were saved like this. */
interface SlotQuestion {
  companyName: string;
  positionId: string;
  category: string | null;
  seniority: string | null;
  skills: string[];
  languages: string[];
  settings: PositionSettings;
  durationMinutes: number;
}

export interface StandingInvitation {
  companyId: string;
  connectionId: string;
  positionId: string;
  opportunityIds: string[];
  actor: Actor;
}

export interface PositionDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
  publicUrl: string;
  supportEmail: string;
  /** Reads the tagged postings of all the company's connections now. */
  refreshPostings(companyId: string): Promise<PostingsRefreshed>;
  /** Who stands in the stage in the ATS; a refusal when the ATS can't be asked. */
  standing(positionId: string): Promise<Standing[] | Refusal>;
  /** Puts the chosen ones into the inbox, in the transaction that activates. */
  inviteStanding(tx: Tx, invitation: StandingInvitation): Promise<void>;
  /** Puts the position's blocked interviews into the inbox to be read again, in the transaction that changes the position. */
  rereadBlocked(tx: Tx, positionId: string): Promise<void>;
  slotCount(question: SlotQuestion): Promise<{ slots: number; experts: number; words: string }>;
}
