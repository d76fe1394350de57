/**
 * One description of an endpoint for both sides: the server binds a handler to it, the web client calls it, the OpenAPI
 * document is made from it. Paths are relative to /api/v1; `{name}` marks a path parameter (a string).
 */
import type { z } from "zod";

export type Audience = "anyone" | "signed_in" | "company" | "admin" | "expert" | "operator";

export interface Endpoint<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: "get" | "post" | "put" | "delete";
  path: string;
  summary: string;
  /** Who may call it: `company` = any member, agencies within their positions; `admin` = the company's admins. */
  audience: Audience;
  /** The scope an API key needs; absent: not reachable by key. */
  keyScope?: "read" | "write";
  query?: Query;
  body?: Body;
  answer: Answer;
}

export function endpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  description: Endpoint<Query, Body, Answer>,
): Endpoint<Query, Body, Answer> {
  return description;
}
