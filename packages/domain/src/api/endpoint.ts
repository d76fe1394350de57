/**
 * One description of an endpoint for both sides: the server binds a handler to it, the web client calls it, the OpenAPI
 * document is made from it. Paths are relative to /api/v1; `{name}` marks a path parameter (a string).
 */
import type { z } from "zod";

export type Audience = "anyone" | "signed_in" | "company" | "admin" | "expert" | "operator" | "auditor";

export interface Endpoint<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: "get" | "post" | "put" | "delete";
  path: string;
  summary: string;
  /** Who may call it: `company` = any member, agencies within their positions; `admin` = the company's admins; `auditor` =
   * auditors, and operators for what is late. */
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

/** What a caller gives and gets: before parsing for what is sent, after parsing for what is answered. */
export type QueryOf<E> = E extends Endpoint<infer Query, z.ZodType, z.ZodType> ? z.input<Query> : never;
export type BodyOf<E> = E extends Endpoint<z.ZodType, infer Body, z.ZodType> ? z.input<Body> : never;
export type AnswerOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer Answer> ? z.output<Answer> : never;
