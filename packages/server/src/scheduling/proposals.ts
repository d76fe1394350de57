/** What operators do with preferred times: see them with suggestions, match one, or say that none can be matched. */
import { isRefusal, operationsApi, type Actor } from "@interviewvector/domain";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { refused } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import { act, type Door } from "../interview/act.ts";
import type { Scheduling } from "./index.ts";

export interface ProposalDeps {
  door: Door;
  scheduling: Scheduling;
}

export function proposalBindings({ door, scheduling }: ProposalDeps): Binding[] {
  return [
    forOperator(operationsApi.listProposals, async () => {
      const rows = await readProposals(door);
      const proposals = [];
      for (const row of rows) {
        if (!row.proposal) continue;
        proposals.push({
          interviewId: row.id,
          company: row.company,
          candidate: row.candidate,
          position: row.position,
          round: row.round ?? `Round ${row.round_number}`,
          durationMinutes: (row.duration_minutes ?? 60) + row.extra_minutes,
          ranges: row.proposal.ranges.map(({ fromAt, toAt }) => ({ fromAt: iso(fromAt), toAt: iso(toAt) })),
          comment: row.proposal.comment,
          candidateZone: row.candidate_zone,
          givenAt: iso(row.proposal.givenAt),
          answerBy: iso(row.proposal.answerBy),
          suggestions: (await scheduling.suggestions(row.id)).map((one) => ({ ...one, startAt: iso(one.startAt) })),
        });
      }
      return { proposals: proposals.sort((left, right) => (left.answerBy < right.answerBy ? -1 : 1)) };
    }),
    forOperator(operationsApi.matchProposal, async ({ params, body, by }) => {
      const interviewId = idParam(params, "interviewId");
      const startAt = Date.parse(body.startAt);
      const result = await scheduling.matchProposal(interviewId, operator(by), {
        startAt,
        expertId: body.expertId,
        // A match is of one proposal: pressed twice it is the same match, and a later proposal may name the same time.
        idempotencyKey: `match:${startAt}:${await givenAt(door, interviewId)}`,
      });
      if (isRefusal(result)) throw refused(result);
      return { ok: true as const };
    }),
    forOperator(operationsApi.declineProposal, async ({ params, by }) => {
      const result = await act(door, idParam(params, "interviewId"), operator(by), { type: "proposalDeclined" });
      if (isRefusal(result)) throw refused(result);
      return { ok: true as const };
    }),
  ];
}

function operator({ id, name }: Person): Actor {
  return { kind: "operator", id, name };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

async function givenAt({ database }: Door, interviewId: string): Promise<number> {
  const row = await database.service
    .selectFrom("interviews")
    .select("proposal")
    .where("id", "=", interviewId)
    .executeTakeFirst();
  return row?.proposal?.givenAt ?? 0;
}

function readProposals({ database }: Door) {
  return database.service
    .selectFrom("interviews as i")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .leftJoin("rounds as r", "r.id", "i.round_id")
    .select(["i.id", "i.proposal", "i.extra_minutes", "i.round_number", "c.name as company", "k.name as candidate"])
    .select(["k.zone as candidate_zone", "p.title as position", "r.name as round", "r.duration_minutes"])
    .where("i.state", "=", "proposed")
    .orderBy("i.id")
    .execute();
}
