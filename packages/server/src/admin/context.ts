/** What a command of the operator's command line works with. */
import type { Config } from "../config.ts";
import type { Parts } from "../parts.ts";

export interface AdminContext {
  config: Config;
  databaseUrl: string;
  environment: Record<string, string | undefined>;
  parts(): Parts;
  print(line: string): void;
}
