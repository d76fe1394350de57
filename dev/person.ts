/** Somebody of the cast at their browser: signs in, keeps the cookie, calls the API as the web client does. */
import type { AnswerOf, BodyOf, Endpoint, QueryOf } from "@interviewvector/domain";
import { password } from "./cast.ts";
import { patientFetch } from "./patient-fetch.ts";

export class ApiProblemError extends Error {
  override name = "ApiProblemError";
  readonly status: number;
  readonly code: string;
  constructor(what: string, status: number, problem: { code?: string; title?: string; detail?: string }) {
    super(`${what} answered ${status}: ${problem.title ?? ""} ${problem.detail ?? ""}`.trim());
    this.status = status;
    this.code = problem.code ?? "unknown";
  }
}

export interface CallInput<E extends Endpoint> {
  params?: Record<string, string>;
  query?: QueryOf<E>;
  body?: BodyOf<E>;
}

export class Person {
  readonly #base: string;
  readonly #cookie: string;
  readonly email: string;

  private constructor(base: string, email: string, cookie: string) {
    this.#base = base;
    this.email = email;
    this.#cookie = cookie;
  }

  static async signIn(base: string, email: string): Promise<Person> {
    const answer = await patientFetch(`${base}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: base },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new ApiProblemError(`Signing in as ${email}`, answer.status, (await answer.json()) as object);
    return new Person(base, email, cookiesOf(answer));
  }

  async call<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<AnswerOf<E>> {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ""),
    );
    const url = new URL(`${this.#base}/api/v1${path}`);
    for (const [name, value] of Object.entries(input.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const answer = await this.fetch(url, {
      method: endpoint.method.toUpperCase(),
      ...(endpoint.body
        ? { body: JSON.stringify(input.body ?? {}), headers: { "content-type": "application/json" } }
        : {}),
    });
    const value: unknown = await answer.json();
    if (!answer.ok) throw new ApiProblemError(`${endpoint.method} ${path}`, answer.status, value as object);
    return endpoint.answer.parse(value) as AnswerOf<E>;
  }

  /** Any address of the platform, with this person's session; redirects are not followed. */
  fetch(url: URL | string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", this.#cookie);
    headers.set("origin", this.#base);
    return patientFetch(new URL(url, this.#base), { ...init, headers, redirect: "manual" });
  }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}
