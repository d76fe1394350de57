/** Which interviews somebody of a company may see: the company's own (row security), for agencies those of their positions. */
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import type { InterviewRow } from "./store.ts";

/** A condition on the column that holds the position's id. Row security does the rest: use it inside `forCompany` only. */
export function onlyVisible(by: CompanySubject, column: string): RawBuilder<SqlBool> {
  return by.positionIds === null ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} = any (${by.positionIds})`;
}

/** The interview's row, or the same "not found" for what does not exist, is another company's, or not the agency's. */
export async function visibleInterview(tx: Tx, by: CompanySubject, interviewId: string): Promise<InterviewRow> {
  const row = await tx
    .selectFrom("interviews")
    .selectAll()
    .where("id", "=", interviewId)
    .where(onlyVisible(by, "position_id"))
    .executeTakeFirst();
  if (!row) throw notFound("This interview");
  return row;
}
