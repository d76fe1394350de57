/** Structured logs without personal data: ids, counts and codes only. */
import { pino, type DestinationStream } from "pino";

export type Log = pino.Logger;

export function createLog(level: string, to?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: ["*.email", "*.phone", "*.name", "*.authorization", "*.token", "*.secret", "req.headers"],
        censor: "[redacted]",
      },
      serializers: { err: errorFacts },
    },
    to ?? pino.destination(1),
  );
}

/** What may be told of an error. The rest of it quotes rows, requests and answers: PostgreSQL's `detail` holds whole values. */
const told = ["code", "status", "tookEffect", "method", "table", "column", "constraint", "routine", "syscall"] as const;

function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const facts: Record<string, unknown> = { type: error.name, message: error.message, stack: error.stack };
  for (const name of told) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === "string" || typeof value === "number") facts[name] = value;
  }
  if (error.cause !== undefined) facts["cause"] = errorFacts(error.cause);
  return facts;
}
