/**
 * Binds handlers to the endpoints of the contract: checks who asks, parses what comes in, and lets out only what the answer's
 * schema names. A handler never sees an unchecked request, and a row never reaches the wire unseen.
 */
import type { z } from "zod";
import type { Endpoint } from "@interviewvector/domain";
import { faultWords } from "./fault-words.ts";
import { forbidden, HttpProblem, invalid, unauthenticated } from "./problem.ts";
import type { CompanySubject, Person, Subject } from "./subject.ts";

/** What an optional schema of an endpoint reads; a part that the endpoint doesn't have is not to be looked at. */
type Value<Schema> = NonNullable<Schema> extends z.ZodType ? z.output<NonNullable<Schema>> : never;

export interface Input<E extends Endpoint> {
  params: Record<string, string>;
  query: Value<E["query"]>;
  body: Value<E["body"]>;
}

export interface Binding {
  endpoint: Endpoint;
  /** `raw`: as they came; everything is parsed inside. */
  handle(subject: Subject, raw: { params: Record<string, string>; query: unknown; body: unknown }): Promise<unknown>;
}

type Answer<E extends Endpoint> = Promise<z.input<E["answer"]>>;

function bind<E extends Endpoint, Who>(
  endpoint: E,
  who: (subject: Subject) => Who,
  handle: (input: Input<E> & { by: Who }) => Answer<E>,
): Binding {
  return {
    endpoint,
    async handle(subject, raw) {
      const by = who(subject);
      const input = {
        params: raw.params,
        query: endpoint.query ? parse(endpoint.query, raw.query, "query") : {},
        body: endpoint.body ? parse(endpoint.body, raw.body, "body") : {},
        by,
      } as Input<E> & { by: Who };
      return endpoint.answer.parse(await handle(input));
    },
  };
}

function parse(schema: z.ZodType, value: unknown, part: string): unknown {
  const parsed = schema.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || part] ??= issue.message;
  const [first] = Object.entries(fields);
  throw invalid(first ? `${first[0]}: ${first[1]}` : `The ${part} cannot be read.`, fields);
}

function checkKey(endpoint: Endpoint, subject: Subject): void {
  if (subject.keyScopes === null) return;
  if (!endpoint.keyScope) throw forbidden("API keys cannot be used here.");
  if (!subject.keyScopes.includes(endpoint.keyScope))
    throw forbidden(`This API key lacks the scope "${endpoint.keyScope}".`);
}

/** For any member of a company, or its API key. */
export function forCompany<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: CompanySubject }) => Answer<E>,
): Binding {
  return bind(endpoint, (subject) => memberOf(endpoint, subject), handle);
}

function memberOf(endpoint: Endpoint, subject: Subject): CompanySubject {
  if (!subject.person && !subject.company) throw unauthenticated();
  if (!subject.company) throw forbidden("You are not a member of this company.");
  checkKey(endpoint, subject);
  if (endpoint.audience === "admin" && subject.company.role !== "admin" && subject.company.role !== "key") {
    throw forbidden("Only admins of the company may do this.");
  }
  return subject.company;
}

/** For somebody at their browser who is a member of the company: what they begin, only this session may end. */
export function forMemberAtBrowser<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: CompanySubject & { personId: string; sessionId: string } }) => Answer<E>,
): Binding {
  return bind(
    endpoint,
    (subject) => {
      const company = memberOf(endpoint, subject);
      if (!subject.person || subject.sessionId === null) throw forbidden("Sign in in a browser to do this.");
      return { ...company, personId: subject.person.id, sessionId: subject.sessionId };
    },
    handle,
  );
}

export interface ExpertSubject {
  expertId: string;
  person: Person;
}

export function forExpert<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: ExpertSubject }) => Answer<E>,
): Binding {
  return bind(
    endpoint,
    ({ person, expertId }) => {
      if (!person) throw unauthenticated();
      if (!expertId) throw forbidden("This page is for experts.");
      return { expertId, person };
    },
    handle,
  );
}

export function forOperator<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: Person }) => Answer<E>,
): Binding {
  return bind(
    endpoint,
    ({ person, serviceRole }) => {
      if (!person) throw unauthenticated();
      if (serviceRole !== "operator") throw forbidden("This page is for the people who run the service.");
      return person;
    },
    handle,
  );
}

/** For auditors, and for operators, who step in where an auditor is late. */
export function forReviewer<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: Person & { role: "operator" | "auditor" } }) => Answer<E>,
): Binding {
  return bind(
    endpoint,
    ({ person, serviceRole }) => {
      if (!person) throw unauthenticated();
      if (serviceRole === null) throw forbidden("This page is for auditors.");
      return { ...person, role: serviceRole };
    },
    handle,
  );
}

export function forSignedIn<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E> & { by: Subject & { person: Person } }) => Answer<E>,
): Binding {
  return bind(
    endpoint,
    (subject) => {
      const { person } = subject;
      if (!person) throw unauthenticated();
      return { ...subject, person };
    },
    handle,
  );
}

/** A path parameter that must be a UUID; anything else does not exist. */
export function idParam(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined || !/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)) {
    throw new HttpProblem(404, "not_found", "This does not exist, or you may not see it.");
  }
  return value;
}
