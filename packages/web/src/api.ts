/**
 * Calls /api/v1 as the contract in `domain` describes it. Every answer is parsed, so that no page shows what it does not
 * understand; every failure is an `ApiError` with a sentence for the screen and the request id.
 */
import type { AnswerOf, BodyOf, Endpoint, Problem, QueryOf } from "@interviewvector/domain";
import { heardFrom } from "./clock.ts";

export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly fields: Record<string, string>;
  readonly requestId: string | null;

  constructor(problem: Partial<Problem> & { title: string }, cause?: unknown) {
    super(problem.title, { cause });
    this.status = problem.status ?? 0;
    this.code = problem.code ?? "unknown";
    this.detail = problem.detail ?? null;
    this.fields = problem.fields ?? {};
    this.requestId = problem.requestId ?? null;
  }
}

export interface Ask<E> {
  params?: Record<string, string>;
  query?: QueryOf<E>;
  body?: BodyOf<E>;
}

export interface Manner {
  companyId?: string | null;
  signal?: AbortSignal;
}

export async function call<E extends Endpoint>(
  endpoint: E,
  ask: Ask<E> = {},
  manner: Manner = {},
): Promise<AnswerOf<E>> {
  const response = await send(endpoint, ask, manner);
  heardFrom(response.headers.get("date"));
  const requestId = response.headers.get("x-request-id");
  if (!response.ok) throw await problemOf(response, requestId);
  const parsed = endpoint.answer.safeParse(await bodyOf(response));
  if (!parsed.success) {
    throw new ApiError(
      {
        title: "The server answered something this page does not understand",
        detail: "It may have been upgraded just now. Load the page again.",
        code: "unreadable_answer",
        status: response.status,
        ...(requestId === null ? {} : { requestId }),
      },
      parsed.error,
    );
  }
  return parsed.data as AnswerOf<E>;
}

async function send<E extends Endpoint>(endpoint: E, ask: Ask<E>, manner: Manner): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (manner.companyId) headers["x-company-id"] = manner.companyId;
  if (ask.body !== undefined) headers["content-type"] = "application/json";
  try {
    return await fetch(addressOf(endpoint, ask), {
      method: endpoint.method.toUpperCase(),
      headers,
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      ...(manner.signal === undefined ? {} : { signal: manner.signal }),
    });
  } catch (cause) {
    if (manner.signal?.aborted) throw cause;
    throw new ApiError(
      {
        title: "The server can't be reached",
        detail: "Check your connection. Nothing you typed is lost; try again.",
        code: "offline",
      },
      cause,
    );
  }
}

function addressOf<E extends Endpoint>(endpoint: E, ask: Ask<E>): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = ask.params?.[name];
    if (value === undefined) throw new Error(`${endpoint.path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((ask.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const tail = query.toString();
  return `/api/v1${path}${tail === "" ? "" : `?${tail}`}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // An answer that is no JSON fails the schema that follows, which is the safe reading of it.
    return undefined;
  }
}

async function problemOf(response: Response, requestId: string | null): Promise<ApiError> {
  const body = (await bodyOf(response)) as Partial<Problem> | undefined;
  return new ApiError({
    ...(requestId === null ? {} : { requestId }),
    ...(typeof body === "object" ? body : {}),
    title: body?.title ?? `The server refused (${response.status})`,
    status: response.status,
  });
}
