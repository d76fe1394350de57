import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeFolder, worldOn } from "../dev/one-world.ts";

/** A Node that cannot replace its own process, as those before 23.11. */
const asOlderNode = (entry: string): string[] => [
  "--eval",
  `process.execve = undefined;
   require(${JSON.stringify(join(import.meta.dirname, "../scripts/start/hand-over.cjs"))}).handOver(process.execPath, [${JSON.stringify(entry)}]);`,
];

describe("an entry that an older Node started", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "interviewvector-start-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function entry(text: string): string {
    const path = join(folder, "entry.mjs");
    writeFileSync(path, text);
    return path;
  }

  it("has threads and forks its own processes as ever", async () => {
    const path = entry(`
      import { fork } from "node:child_process";
      import { Worker, isMainThread, parentPort } from "node:worker_threads";
      if (!isMainThread) parentPort.postMessage("thread");
      else if (process.send) process.send("process", () => process.disconnect());
      else {
        new Worker(new URL(import.meta.url)).once("message", (text) => {
          console.log(text);
          fork(import.meta.filename).once("message", (other) => console.log(other));
        });
      }`);
    const { stdout } = await promisify(execFile)(process.execPath, asOlderNode(path));
    expect(stdout).toBe("thread\nprocess\n");
  });

  it("ends when the older Node is killed", async () => {
    const path = entry(`
      process.on("SIGTERM", () => { console.log("told to end"); process.exit(0); });
      setInterval(() => undefined, 1000);
      console.log("up");`);
    const starter = spawn(process.execPath, asOlderNode(path), { stdio: ["ignore", "pipe", "inherit"] });
    const heard: string[] = [];
    starter.stdout.setEncoding("utf8").on("data", (text: string) => heard.push(text));
    await once(starter.stdout, "data");
    starter.kill("SIGKILL");
    await once(starter.stdout, "close");
    expect(heard.join("")).toBe("up\ntold to end\n");
  });
});

describe("a second world", () => {
  let folder: string;
  let world: Server;
  let url: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "interviewvector-world-"));
    world = createServer((_asked, answer) => answer.end()).listen(0, "127.0.0.1");
    await once(world, "listening");
    url = `http://127.0.0.1:${(world.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    world.close();
    rmSync(folder, { recursive: true });
  });

  it("does not start on the folder of one that runs, whatever its ports, and says how it can", async () => {
    takeFolder(folder, url);
    const ports = Object.fromEntries(
      ["PORT", "EMULATOR_PORT", "MANAGEMENT_PORT", "MAILBOX_PORT", "MAILBOX_SMTP_PORT"].map((name) => [name, "0"]),
    );
    const env = { ...process.env, ...ports, DATA_DIR: folder };
    const main = join(import.meta.dirname, "../dev/main.ts");
    const started = promisify(execFile)(process.execPath, [main], { env });
    await expect(started).rejects.toMatchObject({ code: 1 });
    const { stderr } = await started.catch((error: { stderr: string }) => error);
    expect(stderr).toContain(`The world of ${folder} is running: ${url}`);
    expect(stderr).toContain(`DATA_DIR=${folder}-2 PORT=`);
  });

  it("finds a folder free whose world was killed, or ended", async () => {
    const leave = takeFolder(folder, url);
    expect(await worldOn(folder)).toBe(url);
    world.close();
    world.closeAllConnections();
    expect(await worldOn(folder)).toBeNull();
    leave();
    expect(await worldOn(folder)).toBeNull();
  });
});
