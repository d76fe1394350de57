/** Structured logs without personal data: ids, counts and codes only. */
import { pino } from "pino";

export type Log = pino.Logger;

export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: {
      paths: ["*.email", "*.phone", "*.name", "*.authorization", "*.token", "*.secret", "req.headers"],
      censor: "[redacted]",
    },
    serializers: { err: pino.stdSerializers.err },
  });
}
