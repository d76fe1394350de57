/** What a position can be made of: the guides, and the categories and skills that guides and experts have. */
import { guideContent, positionApi } from "@interviewvector/domain";
import { sql } from "kysely";
import { forCompany, type Binding } from "../http/bind.ts";
import type { PositionDeps } from "./deps.ts";

export function guideNamesBinding({ database }: Pick<PositionDeps, "database">): Binding {
  return forCompany(positionApi.listGuideNames, async ({ by }) => {
    const rows = await database.forCompany(by.companyId, (tx) =>
      tx
        .selectFrom("guides as g")
        .innerJoin("guide_versions as v", "v.guide_id", "g.id")
        .select(["g.id", "g.name", "g.category", "v.content"])
        .where("g.retired_at", "is", null)
        .distinctOn("g.id")
        .orderBy("g.id")
        .orderBy("v.version", "desc")
        .execute(),
    );
    // Words of the pool as a whole; no expert can be told from them.
    const pool = await sql<{ categories: string[]; skills: string[] }>`
      select coalesce(array_agg(distinct c) filter (where c is not null), '{}') as categories,
             coalesce(array_agg(distinct s.value ->> 'skill') filter (where s.value is not null), '{}') as skills
      from experts e
      left join lateral unnest(e.categories) c on true
      left join lateral jsonb_array_elements(e.skills) s on true
      where e.state = 'active'`.execute(database.service);
    const guides = rows.map((row) => {
      const content = guideContent.parse(row.content);
      return {
        id: row.id,
        name: row.name,
        category: row.category,
        minutes: content.sections.reduce((sum, section) => sum + section.minutes, 0),
        competencies: content.competencies.map((competency) => competency.name),
      };
    });
    const { categories = [], skills = [] } = pool.rows[0] ?? {};
    return {
      guides: guides.sort((left, right) => left.name.localeCompare(right.name)),
      categories: [...new Set([...categories, ...guides.map((guide) => guide.category)])].sort(),
      skills: skills.sort((left, right) => left.localeCompare(right)),
    };
  });
}
