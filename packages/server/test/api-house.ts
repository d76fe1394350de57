/** The API over a database of its own: Acme and Globex with their people, asked in process as each of them. */
import { Hono } from "hono";
import type { AnswerOf, BodyOf, Endpoint, QueryOf } from "@interviewvector/domain";
import { accountBindings } from "../src/account/bindings.ts";
import { logoRoutes } from "../src/account/logo.ts";
import { recordOwnAccount } from "../src/account/audit.ts";
import { createSignIn } from "../src/account/sign-in.ts";
import { createApi } from "../src/http/api.ts";
import { problemAnswer, toProblem, type AppContext, type Variables } from "../src/http/problem.ts";
import { nobody, subjectOfKey, subjectOfPerson, type Subject } from "../src/http/subject.ts";
import { interviewBindings } from "../src/interview/bindings.ts";
import type { AtsFace } from "../src/interview/deps.ts";
import { interviewFileRoutes } from "../src/interview/files.ts";
import { createLog } from "../src/log.ts";
import { signInMails } from "../src/mail/account-owed.ts";
import { operationsBindings } from "../src/operations/bindings.ts";
import { positionBindings } from "../src/position/bindings.ts";
import type { StandingInvitation } from "../src/position/deps.ts";
import { reportPdf } from "../src/report/pdf.ts";
import { act, undoOnRefusal } from "../src/interview/act.ts";
import { redoIn } from "../src/interview/redo.ts";
import { bookingWorld, type Company } from "./booking-world.ts";

export const publicUrl = "https://iv.example";
export const unknownId = "0c0ffee0-0000-4000-8000-000000000000";

/** Stands for an ATS that is asked: what it was asked, and what it answers. */
function atsDouble() {
  return {
    standing: [] as { opportunityId: string; name: string; enteredAt: number; hasInterview: boolean }[],
    invited: [] as StandingInvitation[],
    reread: [] as string[],
    refreshed: [] as string[],
    resume: { body: new Uint8Array([37, 80, 68, 70]), contentType: "application/pdf", fileName: "Kim Lee.pdf" },
  };
}

const face: AtsFace = {
  effectTitle: ({ kind, payload }) => (kind === "ats.note" ? `Note in Lever: ${String(payload["note"])}` : kind),
  effectUrl: (_effect, { opportunityId }) => `https://ats.example/candidates/${opportunityId}`,
  opportunityUrl: ({ opportunityId }) => `https://ats.example/candidates/${opportunityId}`,
};

export async function apiHouse() {
  const world = await bookingWorld();
  const { database, clock, crypt, door, scheduling } = world;
  const ats = atsDouble();
  const acme = world.company;
  const globex = await world.addCompany("Globex");
  const signIn = createSignIn({
    pool: database.authPool,
    crypt,
    publicUrl,
    mails: signInMails(door),
    log: createLog("silent"),
    happened: (action, userId) => recordOwnAccount(database.service, { at: clock.now(), userId, action }),
  });
  const people = new Map<string, { id: string; name: string; email: string }>();

  const person = async (name: string) => {
    const known = people.get(name);
    if (known) return known;
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@people.example`;
    const { userId } = await signIn.ensureAccount({ email, name });
    const made = { id: userId, name, email };
    people.set(name, made);
    return made;
  };
  const member = async (name: string, company: Company, role: "admin" | "recruiter" | "agency") => {
    const { id } = await person(name);
    await database.service
      .insertInto("memberships")
      .values({ company_id: company.companyId, user_id: id, role, created_at: new Date(clock.now()) })
      .execute();
    return id;
  };
  await member("Ada", acme, "admin");
  await member("Rui", acme, "recruiter");
  await member("Agnes", acme, "agency");
  await member("Gil", globex, "admin");
  const olga = await person("Olga");
  await database.service.insertInto("service_members").values({ user_id: olga.id, role: "operator" }).execute();

  const subjectOf = async (
    context: AppContext,
    companyId: string | undefined = context.req.header("x-company-id"),
  ): Promise<Subject> => {
    const bearer = context.req.header("authorization")?.replace("Bearer ", "");
    if (bearer !== undefined) return subjectOfKey(database, clock, bearer);
    const who = people.get(context.req.header("x-test-as") ?? "");
    return who ? subjectOfPerson(database, { person: who, sessionId: `session of ${who.id}` }, companyId) : nobody;
  };
  const bindings = [
    ...accountBindings({ ...door, publicUrl, supportEmail: "help@iv.example", signIn, textMessages: false }),
    ...positionBindings({
      ...door,
      publicUrl,
      supportEmail: "help@iv.example",
      refreshPostings: async (companyId) => {
        ats.refreshed.push(companyId);
        return { added: 0, changed: 0, gone: 0, failed: [] };
      },
      standing: async () => ats.standing,
      inviteStanding: async (_tx, invitation) => {
        ats.invited.push(invitation);
      },
      rereadBlocked: async (_tx, positionId) => {
        ats.reread.push(positionId);
      },
      slotCount: scheduling.slotCount,
    }),
    ...interviewBindings({
      door,
      crypt,
      publicUrl,
      ats: face,
      retrigger: (id, actor) => act(door, id, actor, { type: "retriggered", reasons: [] }),
      redo: (id, actor) => undoOnRefusal<{ id: string }>(door, (tx) => redoIn(door, tx, id, actor)),
      bookSlot: scheduling.bookSlot,
      offersFor: scheduling.offersFor,
    }),
    ...operationsBindings({ door, signIn, ats: face }),
  ];
  const log = createLog("silent");
  const app = new Hono<{ Variables: Variables }>();
  app.onError((error, context) => problemAnswer(context, toProblem(error, log, "test")));
  app.on(["GET", "POST"], "/api/auth/*", (context) => signIn.handle(context.req.raw));
  app.route("/", logoRoutes({ database }));
  app.route("/api/v1", createApi({ bindings, subjectOf, publicUrl }));
  app.route("/api/v1", interviewFileRoutes({ door, subjectOf, resume: async () => ats.resume, reportPdf }));

  /** Asks as a person by name, or as `Bearer …`. */
  const request = (as: string | null, path: string, init: RequestInit = {}) => {
    const who: Record<string, string> =
      as === null ? {} : as.startsWith("Bearer ") ? { authorization: as } : { "x-test-as": as };
    return app.request(path, {
      ...init,
      headers: { "content-type": "application/json", ...who, ...(init.headers as Record<string, string> | undefined) },
    });
  };
  const raw = async (as: string | null, endpoint: Endpoint, input: Input = {}) => {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => input.params?.[name] ?? unknownId);
    const query = new URLSearchParams(input.query as Record<string, string> | undefined).toString();
    const answer = await request(as, `/api/v1${path}${query === "" ? "" : `?${query}`}`, {
      method: endpoint.method.toUpperCase(),
      ...(endpoint.body ? { body: JSON.stringify(input.body ?? {}) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    ...world,
    acme,
    globex,
    ats,
    bindings,
    signIn,
    person,
    member,
    request,
    raw,
    /** Asks and expects success. */
    async ask<E extends Endpoint>(as: string, endpoint: E, input: TypedInput<E> = {}): Promise<AnswerOf<E>> {
      const { status, body } = await raw(as, endpoint, input);
      if (status !== 200) throw new Error(`${endpoint.method} ${endpoint.path}: ${status} ${JSON.stringify(body)}`);
      return body as AnswerOf<E>;
    },
    /** Asks and expects a no: its status, code and title. */
    async refusedTo<E extends Endpoint>(as: string | null, endpoint: E, input: TypedInput<E> = {}) {
      const { status, body } = await raw(as, endpoint, input);
      return { status, code: body["code"], title: body["title"] };
    },
    async book(interviewId: string, startAt: number, key = `book-${interviewId}`) {
      return scheduling.bookSlot(interviewId, { kind: "candidate" }, { startAt, idempotencyKey: key });
    },
    auditedActions: async () => {
      const rows = await door.database.connectDirect().then(async (client) => {
        // The log can only be added to by the server's roles; the test looks as the owner.
        await client.query("reset role");
        const { rows: found } = await client.query<{ action: string }>("select action from audit_log order by id");
        await client.end();
        return found;
      });
      return rows.map((row) => row.action);
    },
  };
}

export type ApiHouse = Awaited<ReturnType<typeof apiHouse>>;

interface Input {
  params?: Record<string, string>;
  query?: unknown;
  body?: unknown;
}
interface TypedInput<E extends Endpoint> {
  params?: Record<string, string>;
  query?: Partial<QueryOf<E>>;
  body?: BodyOf<E>;
}
