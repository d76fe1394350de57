/** `npm run admin -- COMMAND`: the operator's command line. Each command says what it did; a wrong word gets the help. */
import { createParts } from "./app.ts";
import { commands } from "./admin/commands.ts";
import type { AdminContext } from "./admin/context.ts";
import { systemClock } from "./clock.ts";
import { ConfigError, ownEnvironment, readAdminConfig } from "./config.ts";
import { databaseOf } from "./db/of-config.ts";
import { createLog } from "./log.ts";

function help(): string {
  const lines = Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}`);
  return `npm run admin -- COMMAND\n\n${lines.join("\n")}\n\nThe database is the one of DATABASE_URL, else our own in DATA_DIR.\n`;
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === "--help" || name === "help") {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  const config = readAdminConfig(ownEnvironment());
  const log = createLog("error");
  const running = await databaseOf(config, log);
  let context: AdminContext | null = null;
  try {
    context = {
      config,
      databaseUrl: running.url,
      environment: ownEnvironment(),
      parts: () => createParts({ config, clock: systemClock, log, databaseUrl: running.url }),
      print: (line) => process.stdout.write(`${line}\n`),
    };
    return await command.run(context, args);
  } finally {
    await running.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError
      ? `Wrong settings:\n${error.message}\n`
      : `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
