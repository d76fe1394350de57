/**
 * A real PostgreSQL of our own, for whoever gives no DATABASE_URL: made on first start, kept in the data folder, adopted
 * when an earlier process of ours left it running, restarted when it dies. It listens on 127.0.0.1 only.
 * It is no cluster manager: one server, one database, this machine, the version that the package brings.
 */
import { binaries } from "./own-postgres/binaries.ts";
import { prepareCluster } from "./own-postgres/cluster.ts";
import { Holder } from "./own-postgres/holder.ts";
import { Postmaster } from "./own-postgres/postmaster.ts";
import { supervise } from "./own-postgres/supervise.ts";
import { throwawayFolder, watchOver } from "./own-postgres/throwaway.ts";
import { userForPostgres } from "./own-postgres/user.ts";

export interface OwnPostgresOptions {
  /** The product's data folder; the server's files lie in its subfolder `postgres`. Not used by a throwaway server. */
  dataDir?: string;
  /** Receives a sentence per start, adoption, death and stop. */
  log: (sentence: string) => void;
  /** For tests: quick instead of durable, in a temporary folder that vanishes with this process however it ends. */
  throwaway?: boolean;
}

export interface OwnPostgres {
  /** Connects as the owner of the database `interviewvector`; stays the same over restarts. */
  url: string;
  /** True when the server was already running. */
  adopted: boolean;
  /** Ends our hold; the last process that holds the server also shuts it down. */
  stop(): Promise<void>;
}

/** Starts or adopts the server and returns when it answers: about 3 s the first time, less than 1 s later. */
export async function startOwnPostgres(options: OwnPostgresOptions): Promise<OwnPostgres> {
  return options.throwaway ? startThrowaway(options.log) : startKept(options);
}

async function startKept({ dataDir, log }: OwnPostgresOptions): Promise<OwnPostgres> {
  if (dataDir === undefined) throw new TypeError("startOwnPostgres wants a dataDir unless it is a throwaway");
  const user = await userForPostgres(dataDir);
  const programs = await binaries(user);
  const cluster = await prepareCluster({ dataDir, user, programs, log });
  const postmaster = new Postmaster(cluster, programs, log);
  const adopted = await postmaster.ensureRunning();
  const holder = await Holder.take(cluster.url);
  log(adopted ? "PostgreSQL was running and is ours again" : `PostgreSQL runs on port ${cluster.port}`);
  const supervision = supervise({ postmaster, holder, cluster, log });
  return {
    url: cluster.url,
    adopted,
    stop: async () => {
      const last = await supervision.end();
      if (last) await postmaster.stop("fast");
    },
  };
}

async function startThrowaway(log: (sentence: string) => void): Promise<OwnPostgres> {
  const user = await userForPostgres(undefined);
  const programs = await binaries(user);
  const folder = await throwawayFolder(user);
  const watch = watchOver(folder);
  const cluster = await prepareCluster({ dataDir: folder, user, programs, log, throwaway: true });
  const postmaster = new Postmaster(cluster, programs, log);
  await postmaster.ensureRunning();
  return {
    url: cluster.url,
    adopted: false,
    stop: async () => {
      await postmaster.stop("immediate");
      await watch.end();
    },
  };
}
