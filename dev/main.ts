/** `npm start`: the world on its fixed ports, with its data kept in the data folder. */
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createLog } from "../packages/server/src/log.ts";
import { takeFolder, worldOn } from "./one-world.ts";
import { startSystem, type System } from "./system.ts";

const { values } = parseArgs({
  options: { experts: { type: "string", default: "0" }, help: { type: "boolean", default: false } },
});

if (values.help) {
  console.log(
    "npm start [-- --experts N]   starts the world; N more experts are added (PORT and DATA_DIR change port and folder)",
  );
  process.exit(0);
}

const port = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const ports = {
  platform: port("PORT", 3000),
  emulator: port("EMULATOR_PORT", 3100),
  management: port("MANAGEMENT_PORT", 3101),
  mailbox: port("MAILBOX_PORT", 3200),
  smtp: port("MAILBOX_SMTP_PORT", 3225),
};
const dataDir = process.env["DATA_DIR"] ?? join(import.meta.dirname, "../.data");
const settings: Record<string, string> = {
  platform: "PORT",
  emulator: "EMULATOR_PORT",
  management: "MANAGEMENT_PORT",
  mailbox: "MAILBOX_PORT",
  smtp: "MAILBOX_SMTP_PORT",
};

function isTaken(number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    probe.listen(number, process.env["HOST"] ?? "127.0.0.1", () => probe.close(() => resolve(false)));
  });
}

/** Why the world can't start, with one line that starts one beside whatever is in the way; null: nothing is. */
async function inTheWay(): Promise<string | null> {
  const there = await worldOn(dataDir);
  if (there === null) return portsTaken();
  const others = Object.entries(ports).map(([name, number]) => `${settings[name]}=${number + 1000}`);
  return `The world of ${dataDir} is running: ${there}\n  For a second one beside it: DATA_DIR=${dataDir}-2 ${others.join(" ")} npm start`;
}

/** All that are taken at once, with one line that starts the world beside whatever has them; null when none is. */
async function portsTaken(): Promise<string | null> {
  const taken: { number: number; setting: string }[] = [];
  for (const [name, number] of Object.entries(ports)) {
    if (await isTaken(number)) taken.push({ number, setting: settings[name] ?? "PORT" });
  }
  if (taken.length === 0) return null;
  const which = taken.map(({ number, setting }) => `${number} (${setting})`).join(", ");
  const cure = taken.map(({ number, setting }) => `${setting}=${number + 1000}`).join(" ");
  return `${taken.length === 1 ? "This port is" : "These ports are"} taken: ${which}.\n  Is the world running already? Else choose others: ${cure} npm start`;
}

async function start(): Promise<System> {
  const began = performance.now();
  const system = await startSystem({
    ports,
    dataDir,
    extraExperts: Number(values.experts) || 0,
    log: createLog(process.env["LOG_LEVEL"] ?? "warn"),
    // Shorter than the product's five minutes: nobody should wait who has not switched the webhook on yet.
    environment: { HOST: process.env["HOST"] ?? "127.0.0.1", POLL_INTERVAL_S: process.env["POLL_INTERVAL_S"] ?? "20" },
  });
  const { urls } = system;
  console.log(`
  InterviewVector is running (${((performance.now() - began) / 1000).toFixed(1)} s).

    Start here        ${urls.platform}          one-click sign-ins and a checklist
    Lever emulator    ${urls.emulator}          move candidates, read notes
    Mailbox           ${urls.mailbox}          every mail that was sent
    Management        ${urls.management}          journal, faults, POST /clock {"advanceS": 3600}

  Ctrl-C stops everything; the data stays.
`);
  return system;
}

const words = await inTheWay();
if (words !== null) {
  console.error(`\n  ${words}\n`);
  process.exit(1);
}
try {
  const system = await start();
  const leaveFolder = takeFolder(dataDir, system.urls.platform);
  let stopping = false;
  const stop = (): void => {
    // Ctrl-C may arrive twice, from the terminal and from npm: once is enough.
    if (stopping) return;
    stopping = true;
    system.stop().then(
      () => {
        leaveFolder();
        process.exit(0);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  console.error(error);
  process.exit(1);
}
