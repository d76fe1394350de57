/**
 * PostgreSQL as two servers, as a provider runs it: a primary and a synchronous standby, behind one address. When the primary
 * dies, the standby becomes the primary and the address leads there. Both are real servers with real streaming replication.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { freePort } from "../../../dev/port.ts";
import { binaries } from "../../../packages/server/src/db/own-postgres/binaries.ts";
import { BARE_ENVIRONMENT, identity, runProgram } from "../../../packages/server/src/db/own-postgres/program.ts";
import { userForPostgres, type PostgresUser } from "../../../packages/server/src/db/own-postgres/user.ts";

export interface ClusterOfTwo {
  /** Stays the same whoever is the primary. */
  url: string;
  /** The primary dies at once; returns when the other one takes writes. A new standby follows it before the next one. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

interface Server {
  folder: string;
  port: number;
  process: ChildProcess;
}

interface Place {
  folder: string;
  user: PostgresUser | undefined;
  postgres: string;
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  wal_level: "replica",
  wal_keep_size: "512MB",
  hot_standby: "on",
  fsync: "off",
  timezone: "UTC",
};

export async function startClusterOfTwo(): Promise<ClusterOfTwo> {
  const user = await userForPostgres(undefined);
  const programs = await binaries(user);
  const folder = await mkdtemp(join(tmpdir(), "interviewvector-two-"));
  if (user) await chown(folder, user.uid, user.gid);
  const place = { folder, user, postgres: programs.postgres };
  const first = join(folder, "0");
  const made = await runProgram(programs.initdb, ["-D", first, "-U", "postgres", "--auth=trust", "-E", "UTF8"], {
    user,
  });
  if (made.code !== 0) throw new Error(`initdb: ${made.output}`);
  let primary = await start(place, first);
  let standby = await follow(place, primary, 1);
  const door = await openDoor(() => primary.port);
  let count = 1;
  return {
    url: `postgresql://postgres@127.0.0.1:${door.port}/postgres`,
    async failOver() {
      const dead = primary;
      await end(dead, "SIGKILL");
      door.cut();
      await ask(standby.port, "select pg_promote(true, 60)");
      primary = standby;
      count += 1;
      standby = await follow(place, primary, count);
      await rm(dead.folder, { recursive: true, force: true });
    },
    async stop() {
      await door.stop();
      await Promise.all([end(primary, "SIGQUIT"), end(standby, "SIGQUIT")]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start({ user, postgres }: Place, folder: string): Promise<Server> {
  const port = await freePort();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", folder, "-p", String(port), ...settings], {
    cwd: "/",
    env: BARE_ENVIRONMENT,
    ...identity(user),
    stdio: "ignore",
  });
  const server = { folder, port, process: child };
  for (const until = performance.now() + 60_000; ; await wait(50)) {
    if (await ask(port, "select 1").then(Boolean, () => false)) return server;
    if (child.exitCode !== null || performance.now() > until) throw new Error("PostgreSQL does not start");
  }
}

/** A base backup of the primary, and a server on it that follows; from then on no commit is confirmed that it does not have. */
async function follow(place: Place, primary: Server, count: number): Promise<Server> {
  const { user } = place;
  const folder = join(place.folder, String(count));
  const client = new Client(addressOf(primary.port));
  await client.connect();
  try {
    await client.query("select pg_backup_start('standby', true)");
    // What vanishes while it is copied is what a backup may lack: the log that is streamed afterwards has it. A program of its own, since
    // this process is the world of the drill.
    const copied = await runProgram("/bin/cp", ["-a", primary.folder, folder], { user: undefined });
    const wrong = copied.output.split("\n").filter((line) => line !== "" && !line.includes("No such file"));
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
    await rm(join(folder, "postmaster.pid"), { force: true });
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    await writeFile(join(folder, "backup_label"), rows[0]?.labelfile ?? "");
    await writeFile(join(folder, "standby.signal"), "");
    await writeFile(
      join(folder, "postgresql.auto.conf"),
      `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres application_name=standby'\n`,
    );
    if (user) await runProgram("/bin/chown", ["-R", `${user.uid}:${user.gid}`, folder], { user: undefined });
    const standby = await start(place, folder);
    for (const until = performance.now() + 60_000; ; await wait(50)) {
      const { rowCount } = await client.query("select 1 from pg_stat_replication where state = 'streaming'");
      if (rowCount) break;
      if (performance.now() > until) throw new Error("the standby does not follow");
    }
    await client.query("alter system set synchronous_standby_names = 'standby'");
    await client.query("select pg_reload_conf()");
    return standby;
  } finally {
    await client.end();
  }
}

async function end({ process: child }: Server, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGCONT");
  child.kill(signal);
  await gone;
}

function addressOf(port: number) {
  return { host: "127.0.0.1", port, user: "postgres", database: "postgres", connectionTimeoutMillis: 5_000 };
}

async function ask(port: number, question: string): Promise<unknown> {
  const client = new Client(addressOf(port));
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(question)).rows[0];
  } finally {
    await client.end();
  }
}

/** The address that stays: each connection goes to whoever is the primary at that moment. */
async function openDoor(port: () => number) {
  const open = new Set<Socket>();
  const keep = (socket: Socket, other: () => Socket | undefined): void => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      open.delete(socket);
      other()?.destroy();
    });
  };
  const server = createServer((near) => {
    const far: Socket = connect(port(), "127.0.0.1");
    keep(near, () => far);
    keep(far, () => near);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
