/** `npm start`: the world on its fixed ports, with its data kept in the data folder. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createLog } from "../packages/server/src/log.ts";
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
const settings: Record<string, string> = {
  platform: "PORT",
  emulator: "EMULATOR_PORT",
  management: "MANAGEMENT_PORT",
  mailbox: "MAILBOX_PORT",
  smtp: "MAILBOX_SMTP_PORT",
};

function portTaken(error: unknown): string | null {
  const failure = error as { code?: string; port?: number };
  if (failure.code !== "EADDRINUSE") return null;
  const [name] = Object.entries(ports).find(([, number]) => number === failure.port) ?? [];
  return `Port ${failure.port} is taken. Stop what uses it, or choose another one: ${settings[name ?? "platform"]}=${(failure.port ?? 3000) + 1000} npm start`;
}

async function start(): Promise<System> {
  const began = performance.now();
  const system = await startSystem({
    ports,
    dataDir: process.env["DATA_DIR"] ?? join(import.meta.dirname, "../.data"),
    extraExperts: Number(values.experts) || 0,
    log: createLog(process.env["LOG_LEVEL"] ?? "warn"),
    environment: { HOST: process.env["HOST"] ?? "127.0.0.1" },
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

try {
  const system = await start();
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    system.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  const words = portTaken(error);
  console.error(words === null ? error : `\n  ${words}\n`);
  process.exit(1);
}
