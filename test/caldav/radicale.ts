/** Radicale (https://radicale.org) on loopback, with one user, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../../dev/port.ts";

export const user = "esra";
export const password = "a calendar of her own";

export interface Radicale {
  /** "http://127.0.0.1:40123" */
  url: string;
  host: string;
  /** Sends a request as its user. */
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Response>;
  makeCalendar(name: string): Promise<void>;
  /** Puts whole calendars on the disk before the start is quicker than thousands of requests. */
  put(path: string, text: string): Promise<void>;
  /** Everything in a calendar, as text. */
  all(name: string): Promise<string>;
  stop(): Promise<void>;
}

export interface RadicaleOptions {
  /** Calendars that are there from the start: name to objects. */
  calendars?: Record<string, Record<string, string>>;
}

export async function startRadicale({ calendars = {} }: RadicaleOptions = {}): Promise<Radicale> {
  const folder = await mkdtemp(join(tmpdir(), "interviewvector-radicale-"));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  await writeFile(join(folder, "users"), `${user}:${password}\n`);
  await writeFile(
    join(folder, "config"),
    [
      "[server]",
      `hosts = ${host}`,
      "[auth]",
      "type = htpasswd",
      `htpasswd_filename = ${join(folder, "users")}`,
      "htpasswd_encryption = plain",
      "delay = 0",
      "[storage]",
      `filesystem_folder = ${join(folder, "data")}`,
    ].join("\n"),
  );
  for (const [name, objects] of Object.entries(calendars)) {
    const calendarFolder = join(folder, "data/collection-root", user, name);
    await mkdir(calendarFolder, { recursive: true });
    await writeFile(
      join(calendarFolder, ".Radicale.props"),
      JSON.stringify({ tag: "VCALENDAR", "D:displayname": name, "C:supported-calendar-component-set": "VEVENT" }),
    );
    for (const [file, text] of Object.entries(objects)) await writeFile(join(calendarFolder, file), text);
  }
  const child = spawn("radicale", ["--config", join(folder, "config")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  const send: Radicale["send"] = (method, path, body, headers = {}) =>
    fetch(`http://${host}${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  await untilUp(
    child,
    () => send("OPTIONS", "/"),
    () => said,
  );
  // As a server that is in use: it has read its own events once, which takes it minutes on a busy machine.
  for (const [name, objects] of Object.entries(calendars))
    for (const file of Object.keys(objects)) await (await send("GET", `/${user}/${name}/${file}`)).arrayBuffer();
  return {
    url: `http://${host}`,
    host,
    send,
    async makeCalendar(name) {
      const body = `<?xml version="1.0"?><mkcalendar xmlns="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:"><d:set><d:prop><d:displayname>${name}</d:displayname></d:prop></d:set></mkcalendar>`;
      const answer = await send("MKCALENDAR", `/${user}/${name}/`, body);
      if (answer.status !== 201) throw new Error(`MKCALENDAR answered ${answer.status}`);
    },
    async put(path, text) {
      const answer = await send("PUT", `/${user}/${path}`, text, { "content-type": "text/calendar" });
      if (answer.status !== 201 && answer.status !== 204) throw new Error(`PUT answered ${answer.status}`);
    },
    all: async (name) => (await send("GET", `/${user}/${name}/`)).text(),
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function untilUp(child: ChildProcess, ask: () => Promise<Response>, said: () => string): Promise<void> {
  let failure: unknown = null;
  child.once("error", (error) => (failure = error));
  for (let tries = 0; tries < 300; tries++) {
    if (failure || child.exitCode !== null)
      throw new Error(`radicale did not start; is it installed? ${said()}`, { cause: failure });
    const answer = await ask().catch(() => null); // not listening yet
    if (answer) return;
    await wait(100);
  }
  throw new Error(`radicale did not answer within half a minute: ${said()}`);
}
