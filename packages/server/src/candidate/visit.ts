/**
 * Who opens a page: the interview behind the link, and the zone in which it is shown. An unknown link, a revoked one and
 * one of a person whose data is erased are all the same nothing.
 */
import { mayReschedule, type Refusal } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Crypt } from "../crypt.ts";
import type { Database } from "../db/database.ts";
import { factsOf, joinUrl, readExpert, type ExpertFactsRow, type InterviewFacts } from "../interview/facts.ts";
import { readLinkToken } from "../interview/link.ts";
import type { Loaded } from "../interview/store.ts";
import { loadedOf, readWhole, type Whole } from "../interview/whole.ts";
import { isKnownZone } from "../time/zone.ts";
import type { Page } from "./frame.ts";

export interface VisitDeps {
  database: Database;
  clock: Clock;
  crypt: Crypt;
  publicUrl: string;
}

export interface Visit {
  /** Where this person's pages begin: "/i/{token}". */
  base: string;
  now: number;
  facts: InterviewFacts;
  loaded: Loaded;
  zone: string;
  /** The person chose the zone, or the browser named it. */
  zoneChosen: boolean;
  expert: ExpertFactsRow | null;
  joinUrl: string | null;
  /** May the candidate change the time by themselves now? */
  mayMove: true | Refusal;
  /** How the candidate ended it by themselves; null: they didn't. */
  endedByThem: "cancelled" | "declined" | null;
}

export async function openVisit(
  { database, clock, crypt, publicUrl }: VisitDeps,
  token: string,
  wantedZone: string | undefined,
  /** For pages that read it together with something else. */
  read: (interviewId: string) => Promise<Whole | null> = (interviewId) => readWhole(database.service, interviewId),
): Promise<Visit | null> {
  const target = readLinkToken(crypt, "candidate", token);
  if (!target) return null;
  const whole = await read(target.interviewId);
  if (!whole || whole.candidate.erased || whole.interview.generation !== target.generation) return null;
  const facts = await factsOf(database.service, whole, { crypt, publicUrl });
  const loaded = loadedOf(whole);
  const expertId = whole.interview.expert_id;
  const expert = expertId === null ? null : await readExpert(database.service, expertId);
  const now = clock.now();
  const wanted = wantedZone !== undefined && isKnownZone(wantedZone) ? wantedZone : null;
  return {
    base: `/i/${token}`,
    now,
    facts,
    loaded,
    zone: wanted ?? facts.candidate.zone,
    zoneChosen: wantedZone !== undefined || facts.candidate.hasZone,
    expert,
    joinUrl: joinUrl(facts, expert),
    mayMove: mayReschedule(loaded.interview, { now, rules: loaded.rules }),
    endedByThem: loaded.interview.state === "cancelled" ? await endedByThem(database, target.interviewId) : null,
  };
}

async function endedByThem(database: Database, interviewId: string): Promise<Visit["endedByThem"]> {
  const last = await database.service
    .selectFrom("history")
    .select(["event", "actor"])
    .where("interview_id", "=", interviewId)
    .where("event", "in", ["cancelled", "declined", "leaveConfirmed", "leftStage", "setAside"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last?.actor.kind !== "candidate") return null;
  return last.event === "declined" ? "declined" : "cancelled";
}

/** The frame around a page of this visit. */
export function pageOf(visit: Visit, page: Pick<Page, "title" | "body" | "narrow">, zoned = false): Page {
  const { company } = visit.facts;
  return {
    ...page,
    company: { name: company.name, logoPath: company.logoUrl === null ? null : new URL(company.logoUrl).pathname },
    privacyPath: `${visit.base}/privacy`,
    ...(zoned ? { zone: { id: visit.zone, chosen: visit.zoneChosen } } : {}),
  };
}

/** The page on which this person chooses a time: below the visit's own path. */
export function choosingBelow({ loaded }: Visit): "" | "/reschedule" | "/times" {
  if (loaded.interview.booking) return "/reschedule";
  return loaded.interview.state === "proposed" ? "/times" : "";
}

/** A path below this visit's, with what should be kept of the query. */
export function pathOf(visit: Visit, below: string, query: Record<string, string | number | undefined> = {}): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries({ zone: visit.zoneChosen ? visit.zone : undefined, ...query })) {
    if (value !== undefined && value !== "") kept.set(name, String(value));
  }
  const search = kept.toString();
  return `${visit.base}${below}${search === "" ? "" : `?${search}`}`;
}
