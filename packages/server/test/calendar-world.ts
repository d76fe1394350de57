/** Experts with calendars: the booking world, the noun of calendars, a runner, and a web server that plays whatever a test wants. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { type AnswerOf, type BodyOf, calendarApi, type Endpoint } from "@interviewvector/domain";
import { createCalendars } from "../src/calendar/index.ts";
import { readConfig } from "../src/config.ts";
import { Runner } from "../src/effects/runner.ts";
import { createLog } from "../src/log.ts";
import { createCrowd } from "../src/scheduling/crowd.ts";
import { handOverHandler } from "../src/scheduling/owed-hand-over.ts";
import { bookingWorld } from "./booking-world.ts";

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export interface PlayedServer {
  /** "127.0.0.1:40123" */
  host: string;
  url(path: string): string;
  /** What stands at a path; absent: 404. */
  paths: Map<string, Answering>;
  asked: { method: string; path: string; headers: IncomingMessage["headers"] }[];
  stop(): Promise<void>;
}

export async function playServer(): Promise<PlayedServer> {
  const paths = new Map<string, Answering>();
  const asked: PlayedServer["asked"] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push({ method: request.method ?? "", path, headers: request.headers });
    const answer = paths.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: (path) => `http://${host}${path}`,
    paths,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A calendar that is served with an ETag and answers 304 when asked with it. */
export function serving(text: string, headers: Record<string, string> = {}): Answering {
  const etag = `"${createHash("sha256").update(text).digest("hex")}"`;
  return (request, response) => {
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, { "content-type": "text/calendar", etag, ...headers }).end(text);
  };
}

export function calendarOf(...events: string[][]): string {
  const parts = events.flatMap((lines, at) => ["BEGIN:VEVENT", `UID:${at}@calendar.example`, ...lines, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Work", ...parts, "END:VCALENDAR", ""].join("\r\n");
}

/** `privateHosts`: further servers on loopback that may be read. */
export async function calendarWorld(privateHosts: readonly string[] = []) {
  const world = await bookingWorld();
  const server = await playServer();
  const log = createLog("silent");
  const config = readConfig({
    PUBLIC_URL: "https://iv.example",
    SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    SMTP_URL: "smtp://127.0.0.1:2525",
    CALENDAR_PRIVATE_HOSTS: [server.host, ...privateHosts].join(","),
  });
  const wake = { now: () => {} };
  const calendars = createCalendars({ door: world.door, crypt: world.crypt, log, config, wake });
  const { database, clock } = world;
  const handlers = [
    ...calendars.handlers,
    handOverHandler({ ...world.door, experts: world.scheduling.experts, crowd: createCrowd(world.clock) }),
  ];
  // What else is owed (mails, notes) is not of interest here and stays as it is.
  const runner = new Runner({
    database,
    clock,
    log,
    newId: randomUUID,
    handlers: withOthersSkipped(handlers),
    leaseMs: 10_000,
    quietMs: 100,
  });
  wake.now = () => runner.wake();
  await runner.start();

  const as = (expertId: string) => {
    const call = async <E extends Endpoint>(
      endpoint: E,
      params: Record<string, string>,
      body: unknown,
    ): Promise<AnswerOf<E>> => {
      const binding = calendars.bindings.find((one) => one.endpoint === (endpoint as unknown));
      if (!binding) throw new Error("no binding");
      const person = { id: "person", name: "Esra", email: "esra@experts.example" };
      const subject = { person, company: null, expertId, serviceRole: null, keyScopes: null };
      return (await binding.handle(subject as never, { params, query: {}, body })) as AnswerOf<E>;
    };
    return {
      test: (body: BodyOf<typeof calendarApi.testCalendar>) => call(calendarApi.testCalendar, {}, body),
      list: () => call(calendarApi.listCalendars, {}, {}),
      add: (body: BodyOf<typeof calendarApi.addCalendar>) => call(calendarApi.addCalendar, {}, body),
      change: (sourceId: string, body: BodyOf<typeof calendarApi.changeCalendar>) =>
        call(calendarApi.changeCalendar, { sourceId }, body),
      refresh: (sourceId: string) => call(calendarApi.refreshCalendar, { sourceId }, {}),
      remove: (sourceId: string) => call(calendarApi.removeCalendar, { sourceId }, {}),
    };
  };
  return {
    ...world,
    server,
    runner,
    as,
    query: <Row>(text: string) => sql.raw<Row>(text).execute(database.service),
    /** Lets time pass in steps of a reading, each of them done before the next. */
    async pass(minutes: number, withinMs = 30_000) {
      for (let left = minutes; left > 0; left -= 10) {
        clock.advance(Math.min(left, 10) * 60_000);
        await runner.settle(withinMs);
      }
    },
    async close() {
      await runner.stop();
      await server.stop();
      await world.close();
    },
  };
}

function withOthersSkipped(handlers: ConstructorParameters<typeof Runner>[0]["handlers"]) {
  const others = [
    "mail.expert",
    "mail.candidate",
    "mail.operator",
    "mail.calendar",
    "ats.schedule",
    "ats.reschedule",
    "ats.cancel",
    "ats.note",
    "ats.status",
  ];
  return [
    ...handlers,
    ...others.map((kind) => ({
      kind,
      repeatable: true,
      run: async () => ({ result: "skipped" as const, words: "not here" }),
    })),
  ];
}

export type CalendarWorld = Awaited<ReturnType<typeof calendarWorld>>;
