/** The companies of this installation as operators see them: what they use, and what fails for them. Reads only. */
import { days, operationsApi } from "@interviewvector/domain";
import { sql } from "kysely";
import { containing } from "../db/containing.ts";
import { forOperator, type Binding } from "../http/bind.ts";
import type { OperationsDeps } from "./deps.ts";

interface Row {
  id: string;
  name: string;
  zone: string;
  created_at: Date;
  members: number;
  connections: { ats: string; environment: string; state: string }[];
  active: number;
  positions: number;
  invited: number;
  completed: number;
  ahead: number;
  dead: number;
  last_delivery_at: Date | null;
}

export function companiesBinding({ door }: OperationsDeps): Binding {
  const { database, clock } = door;
  return forOperator(operationsApi.listCompanies, async ({ query }) => {
    const now = new Date(clock.now());
    const since = new Date(clock.now() - days(30));
    const words = containing(query.search ?? "");
    const { rows } = await sql<Row>`
      select c.id, c.name, c.zone, c.created_at,
             (select count(*)::int from memberships m where m.company_id = c.id and m.removed_at is null) as members,
             coalesce((select jsonb_agg(jsonb_build_object('ats', k.ats, 'environment', k.environment, 'state', k.state)
                                        order by k.state, k.id)
                         from connections k where k.company_id = c.id), '[]') as connections,
             p.active, p.positions, i.invited, i.completed, i.ahead,
             (select count(*)::int from effects e where e.company_id = c.id and e.state = 'dead') as dead,
             (select max(d.received_at) from deliveries d where d.company_id = c.id) as last_delivery_at
        from companies c
        cross join lateral (
          select count(*) filter (where state = 'active')::int as active, count(*)::int as positions
            from positions where company_id = c.id) p
        cross join lateral (
          select count(*) filter (where invited_at >= ${since})::int as invited,
                 count(*) filter (where state = 'completed' and ends_at >= ${since})::int as completed,
                 count(*) filter (where state = 'scheduled' and starts_at >= ${now})::int as ahead
            from interviews where company_id = c.id) i
       where c.name ilike ${words} or c.slug ilike ${words}`.execute(database.service);
    return { companies: rows.map(shown).sort(troubledFirst) };
  });
}

function shown(row: Row) {
  return {
    id: row.id,
    name: row.name,
    zone: row.zone,
    createdAt: row.created_at.toISOString(),
    members: row.members,
    connections: row.connections,
    positions: { active: row.active, all: row.positions },
    interviews: { invited: row.invited, completed: row.completed },
    ahead: row.ahead,
    deadEffects: row.dead,
    lastDeliveryAt: row.last_delivery_at?.toISOString() ?? null,
  };
}

function troubledFirst(left: ReturnType<typeof shown>, right: ReturnType<typeof shown>): number {
  const trouble = (one: typeof left): number =>
    one.deadEffects + (one.connections.some(({ state }) => state === "broken") ? 1000 : 0);
  return trouble(right) - trouble(left) || left.name.localeCompare(right.name, "en");
}
