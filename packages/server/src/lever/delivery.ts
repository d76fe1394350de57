/**
 * Deliveries: everything that told us to look at an opportunity, whoever said so. A delivery and the read that it asks for
 * are written in one statement; a token that is known already is only counted. A webhook whose opportunity is to be read
 * anyway asks for nothing more: that read is held until the delivery stands, and so will see it.
 */
import type { Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";

/** Who it was when nobody of ours was. */
export const ats: Actor = { kind: "ats", name: "Lever" };

/** What a delivery may carry besides ids: enough to recognise a move that Lever does not show yet. Never personal data. */
export interface DeliveryData extends Record<string, unknown> {
  toStageId?: string;
  contactId?: string;
  /** How often we have looked already because Lever did not show the move. */
  looks?: number;
  /** How often we have looked already because Lever did not find the candidate. */
  notFound?: number;
  /** Facts that a person's wish carries along. */
  actor?: unknown;
}

export interface NewDelivery {
  id: string;
  /** Of the read that it asks for. */
  effectId: string;
  companyId: string;
  connectionId: string;
  webhookId: string | null;
  source: "webhook" | "poll" | "person" | "again";
  event: string;
  /** Unique per connection for ever. */
  token: string;
  /** ms */
  triggeredAt: number;
  receivedAt: number;
  opportunityId: string | null;
  data: DeliveryData;
  /** `test`: Lever's "Verify connection"; nothing to read. */
  state: "waiting" | "test";
  /** ms; business time of the read. */
  readAt: number;
}

/** Reads of one opportunity run one after the other; news of a person without an opportunity have a lane of their own. */
export function laneOf(delivery: Pick<NewDelivery, "connectionId" | "opportunityId" | "data">): string {
  const about = delivery.opportunityId ?? `contact:${delivery.data.contactId ?? ""}`;
  return `opportunity:${delivery.connectionId}:${about}`;
}

/** What is not told from outside but wanted by ourselves: that an opportunity is read, now or at a later time. */
export interface Again {
  companyId: string;
  connectionId: string;
  opportunityId: string;
  event: string;
  /** Left out: unlike any other. */
  token?: string;
  /** ms; when what it is about happened; left out: now. */
  triggeredAt?: number;
  data?: DeliveryData;
  /** ms; left out: now. Not there before its time: another read in between must not use it up. */
  inMs?: number;
}

export function againDelivery({ clock, newId }: Pick<Door, "clock" | "newId">, again: Again): NewDelivery {
  const { companyId, connectionId, opportunityId, event, data = {}, inMs = 0 } = again;
  const id = newId();
  const now = clock.now();
  return {
    id,
    effectId: newId(),
    companyId,
    connectionId,
    webhookId: null,
    source: "again",
    event,
    token: again.token ?? `again:${id}`,
    triggeredAt: again.triggeredAt ?? now,
    receivedAt: now + inMs,
    opportunityId,
    data,
    state: "waiting",
    readAt: now + inMs,
  };
}

/** Returns the ids of those that are new; the others were known by their token. */
export async function insertDeliveries(tx: Db | Tx, deliveries: readonly NewDelivery[]): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = deliveries.map((delivery) => ({
    id: delivery.id,
    effect_id: delivery.effectId,
    company_id: delivery.companyId,
    connection_id: delivery.connectionId,
    webhook_id: delivery.webhookId,
    source: delivery.source,
    event: delivery.event,
    token: delivery.token,
    triggered_at: new Date(delivery.triggeredAt),
    received_at: new Date(delivery.receivedAt),
    opportunity_id: delivery.opportunityId,
    data: delivery.data,
    state: delivery.state,
    lane: laneOf(delivery),
    run_after: new Date(delivery.readAt),
  }));
  const result = await sql<{ id: string }>`
    with given as materialized (
      -- A batch may hold the same delivery twice.
      select distinct on (connection_id, token) d.*, count(*) over (partition by connection_id, token) - 1 as repeats
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(
        id uuid, effect_id uuid, company_id uuid, connection_id uuid, webhook_id uuid, source text, event text, token text,
        triggered_at timestamptz, received_at timestamptz, opportunity_id text, data jsonb, state text, lane text, run_after timestamptz)
    ), stored as (
      insert into deliveries (id, company_id, connection_id, webhook_id, source, event, token, triggered_at, received_at, opportunity_id, data, state, repeats)
      select id, company_id, connection_id, webhook_id, source, event, token, triggered_at, received_at, opportunity_id, data, state, repeats from given
      on conflict (connection_id, token) do update set repeats = deliveries.repeats + excluded.repeats + 1 where excluded.source = 'webhook'
      returning id
    ), joined as (
      -- Nobody has begun these. Locked, they cannot be begun before this commit; what is just being begun is left alone.
      -- Asked lane by lane, each by its index: a plan that was made while little was waiting reads all that waits instead.
      select g.lane
      from (select lane, max(run_after) as run_after from given where source = 'webhook' and state = 'waiting' group by lane) g
      cross join lateral (
        select e.id from effects e
        where e.lane = g.lane and e.state in ('pending', 'running', 'unsure')
          and e.state = 'pending' and e.kind = 'lever.read' and e.run_after <= g.run_after
        order by e.seq limit 1
        for update of e skip locked
      ) e
    ), owed as (
      insert into effects (id, kind, key, lane, payload, run_after, company_id, connection_id)
      select distinct on (case when g.source = 'webhook' then g.lane else g.id::text end) g.effect_id, 'lever.read', 'delivery:' || g.id, g.lane,
             jsonb_strip_nulls(jsonb_build_object('opportunityId', g.opportunity_id, 'contactId', g.data ->> 'contactId', 'source', g.source)),
             g.run_after, g.company_id, g.connection_id
      from stored join given g using (id)
      where g.state = 'waiting' and not (g.source = 'webhook' and g.lane in (select lane from joined))
      returning id
    ), told as (select pg_notify('effects', '') from (select 1 from stored join given using (id) limit 1) one)
    select stored.id, (select count(*) from told) from stored join given using (id)`.execute(tx);
  return new Set(result.rows.map((row) => row.id));
}
