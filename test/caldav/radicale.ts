/** Radicale (https://radicale.org) on loopback, with one user, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
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

/**
 * Radicale itself, with two things around it. It waits for no disk: of each event that it sees for the first time it keeps two files
 * of its own and syncs each and their folders one after the other, and nothing here must outlive the machine (its setting for that
 * is closed to configuration files). And it ends with whoever started it, however that ends: our end of its input is closed then.
 */
const AROUND_RADICALE = `
import os, subprocess, sys, threading
os.fsync = lambda fd: None
def end_with_parent():
    sys.stdin.read()
    subprocess.Popen(["rm", "-rf", os.environ["FOLDER"]])
    os._exit(1)
threading.Thread(target=end_with_parent, daemon=True).start()
from radicale.__main__ import run
run()`;

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
  const child = spawn(await pythonOfRadicale(), ["-c", AROUND_RADICALE, "--config", join(folder, "config")], {
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, FOLDER: folder },
  });
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  const send: Radicale["send"] = (method, path, body, headers = {}) =>
    fetch(`http://${host}${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const knows = async (name: string, files: readonly string[]): Promise<void> => {
    const hrefs = files.map((file) => `<d:href>/${user}/${name}/${file}</d:href>`).join("");
    const body = `<c:calendar-multiget xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:"><d:prop><d:getetag/></d:prop>${hrefs}</c:calendar-multiget>`;
    const answer = await send("REPORT", `/${user}/${name}/`, body);
    const text = await answer.text();
    if (answer.status !== 207 || text.split("getetag>").length <= files.length)
      throw new Error(`radicale does not know the events of ${name}: ${answer.status}`);
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilUp(
      child,
      () => send("OPTIONS", "/"),
      () => said,
    );
    // As a server that is in use: it has parsed its own events once. It is asked for some hundreds at a time, since one answer about
    // all of them may take longer than anybody waits for one.
    for (const [name, objects] of Object.entries(calendars)) {
      const files = Object.keys(objects);
      for (let from = 0; from < files.length; from += 500) await knows(name, files.slice(from, from + 500));
    }
  } catch (error) {
    await stop();
    throw error;
  }
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
    stop,
  };
}

/** Whoever installed it said on the first line of the command which Python it belongs to. */
async function pythonOfRadicale(): Promise<string> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const command = await readFile(join(folder, "radicale"), "utf8").catch(() => null); // not in this folder
    if (command !== null) return /^#!\s*(\S+)/.exec(command)?.[1] ?? "python3";
  }
  throw new Error("radicale is not installed: apt-get install radicale");
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
