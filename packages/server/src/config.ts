/**
 * Environment to configuration, purely: the only place that reads `process.env` (in `ownEnvironment`).
 * Every wrong value and every unknown name of ours stops the start, all named at once.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { SmsSettings } from "./sms/gateway.ts";
import { PLACE_FORMS, readPlace, type FilesPlace } from "./files/place.ts";

const number = (fallback: number, min: number, max: number) => {
  const error = `must be a number from ${min} to ${max}`;
  return z.coerce.number({ error }).min(min, error).max(max, error).default(fallback);
};
const port = (fallback: number) => {
  const error = "must be a port, from 0 to 65535";
  return z.coerce.number({ error }).int(error).min(0, error).max(65_535, error).default(fallback);
};
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(", ")}` });
const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" })
  .transform((value) => value.replace(/\/+$/, ""));
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
/** "jobs@acme.example" or "Acme <jobs@acme.example>" */
const sender = /^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

/** "calendar.corp.example", "localhost:5232", "[::1]:5232" */
const privateHost = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/;

const schema = z.object({
  PORT: port(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: httpUrl.optional(),
  SUPPORT_EMAIL: z.email({ error: "must be an e-mail address" }).default("support@interviewvector.example"),
  TRUST_PROXY: oneOf(["true", "false"]).default("false"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(".data"),
  SECRET_KEY: z
    .string({ error: "is needed: 32 random bytes in base64, e.g. from `openssl rand -base64 32`" })
    .refine(
      (value) => Buffer.from(value, "base64").length === 32,
      "must be 32 bytes in base64, e.g. from `openssl rand -base64 32`",
    ),
  SMTP_URL: z
    .string({ error: "is needed, e.g. smtps://user:password@mail.example.com:465" })
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://"),
  MAIL_FROM: z
    .string()
    .regex(sender, "must be an address, e.g. Interviews <interviews@example.com>")
    .default("InterviewVector <interviews@interviewvector.example>"),
  SMS_URL: z
    .url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" })
    .refine((value) => !/^https?:\/\/[^/]*@/.test(value), "must hold no user and password: the token is SMS_TOKEN")
    .optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  LEVER_CLIENT_ID: z.string().min(1).optional(),
  LEVER_CLIENT_SECRET: z.string().min(1).optional(),
  LEVER_API_URL: httpUrl.default("https://api.lever.co/v1"),
  LEVER_AUTH_URL: httpUrl.default("https://auth.lever.co"),
  LEVER_AUDIENCE: z.string().min(1).default("https://api.lever.co/v1/"),
  LEVER_SANDBOX_CLIENT_ID: z.string().min(1).optional(),
  LEVER_SANDBOX_CLIENT_SECRET: z.string().min(1).optional(),
  LEVER_RATE_PER_S: number(9.8, 0.1, 1000),
  LEVER_BURST: number(15, 1, 1000),
  EFFECT_QUIET_S: number(90, 0.05, 86_400),
  EFFECT_LEASE_S: number(60, 0.5, 3600),
  POLL_INTERVAL_S: number(300, 1, 86_400),
  KEEP_CONTACT_DAYS: number(180, 1, 3650),
  KEEP_REPORT_DAYS: number(730, 1, 3650),
  FILES_URL: z
    .string()
    .refine((value) => readPlace(value) !== null, `must be ${PLACE_FORMS}`)
    .optional(),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  TURN_URLS: z.string().optional(),
  // Calendars are believed for an hour after a reading: two failed readings fit into it.
  CALENDAR_INTERVAL_S: number(600, 1, 1800),
  CALENDAR_PRIVATE_HOSTS: z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ""),
    )
    .refine(
      (hosts) => hosts.every((host) => privateHost.test(host)),
      "must be host names, each with or without a port, with commas between them",
    )
    .default([]),
  ROLE: oneOf(["all", "web", "worker"]).default("all"),
  DRAIN_S: number(2, 0, 120),
  METRICS_TOKEN: z.string().min(16, "must be at least 16 characters").optional(),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export interface LeverApp {
  clientId: string;
  clientSecret: string;
}

export interface LeverEnvironment {
  apiUrl: string;
  authorizeUrl: string;
  tokenUrl: string;
  audience: string;
  /** Lever's web application, for links to a candidate. */
  app: LeverApp | null;
}

export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  supportEmail: string;
  trustProxy: boolean;
  databaseUrl: string | null;
  databaseDirectUrl: string | null;
  dataDir: string;
  secretKey: Uint8Array;
  smtpUrl: string;
  mailFrom: string;
  /** Where text messages go; null: none are sent. */
  sms: SmsSettings | null;
  lever: { production: LeverEnvironment; sandbox: LeverEnvironment; ratePerS: number; burst: number };
  effects: { quietMs: number; leaseMs: number };
  pollIntervalMs: number;
  /** How long after an interview was made, or was held, personal data is kept. */
  kept: { contactMs: number; reportMs: number };
  /** Where files that people send us lie. */
  files: FilesPlace;
  calendar: { intervalMs: number; privateHosts: readonly string[] };
  role: "all" | "web" | "worker";
  /** After SIGTERM: how long it still answers while a proxy learns that it is going. */
  drainMs: number;
  /** Null: `/metrics` is not served. */
  metricsToken: string | null;
  logLevel: string;
}

export class ConfigError extends Error {
  override name = "ConfigError";
}

const guarded = /^(LEVER_|SMTP_|SMS_|EFFECT_|POLL_|CALENDAR_)/;

export function ownEnvironment(): Record<string, string | undefined> {
  return process.env;
}

/** Reads and checks all settings. Throws `ConfigError` whose message has one line per wrong setting. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const wrong: string[] = [];
  const values: Record<string, string> = {};
  const known = new Set(Object.keys(schema.shape));
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === "") continue;
    const plain = name.replace(/_FILE$/, "");
    if (name.endsWith("_FILE") && known.has(plain)) values[plain] = readSecret(name, value, wrong);
    else if (known.has(name)) values[name] = value;
    else if (guarded.test(name)) wrong.push(`${name} is not a setting of InterviewVector; is it misspelt?`);
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) wrong.push(`${issue.path.join(".")} ${issue.message}`);
  }
  nameHalves(values, wrong);
  if (!parsed.success || wrong.length > 0) throw new ConfigError(wrong.join("\n"));
  return toConfig(parsed.data);
}

function readSecret(name: string, path: string, wrong: string[]): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    wrong.push(`${name} names the file ${path}, which cannot be read`);
    return "";
  }
}

function nameHalves(values: Record<string, string>, wrong: string[]): void {
  for (const name of ["LEVER_CLIENT", "LEVER_SANDBOX_CLIENT"]) {
    const [id, secret] = [`${name}_ID`, `${name}_SECRET`];
    if (!values[id] !== !values[secret]) wrong.push(`${id} and ${secret} go together`);
  }
  const hasKeys = values["AWS_ACCESS_KEY_ID"] && values["AWS_SECRET_ACCESS_KEY"];
  if (values["FILES_URL"]?.startsWith("s3:") && !hasKeys)
    wrong.push("FILES_URL of a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
}

/**
 * For the operator's command line, which needs the database and little else: what is missing of mail and secret is replaced
 * by values with which nothing can be sent or opened. `doctor` reads the real ones.
 */
export function readAdminConfig(environment: Record<string, string | undefined>): Config {
  const given = (name: string): boolean => Boolean(environment[name] || environment[`${name}_FILE`]);
  return readConfig({
    ...environment,
    ...(given("SECRET_KEY") ? {} : { SECRET_KEY: Buffer.alloc(32).toString("base64") }),
    ...(given("SMTP_URL") ? {} : { SMTP_URL: "smtp://mail.invalid:25" }),
  });
}

/** Addresses of Lever's sandbox. Source: Lever's OAuth documentation, https://hire.lever.co/developer/oauth */
const sandboxAddresses = {
  apiUrl: "https://api.sandbox.lever.co/v1",
  authorizeUrl: "https://sandbox-lever.auth0.com/authorize",
  tokenUrl: "https://sandbox-lever.auth0.com/oauth/token",
  audience: "https://api.sandbox.lever.co/v1/",
};

function filesPlace({
  FILES_URL,
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
  DATA_DIR,
}: z.infer<typeof schema>): FilesPlace {
  const place = FILES_URL === undefined ? null : readPlace(FILES_URL);
  if (place === null) return { kind: "folder", folder: join(DATA_DIR, "files") };
  if (place.kind === "folder") return place;
  return { ...place, accessKeyId: AWS_ACCESS_KEY_ID ?? "", secretAccessKey: AWS_SECRET_ACCESS_KEY ?? "" };
}

function toConfig(values: z.infer<typeof schema>): Config {
  const app = (id: string | undefined, secret: string | undefined): LeverApp | null =>
    id && secret ? { clientId: id, clientSecret: secret } : null;
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    supportEmail: values.SUPPORT_EMAIL,
    trustProxy: values.TRUST_PROXY === "true",
    databaseUrl: values.DATABASE_URL ?? null,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? null,
    dataDir: values.DATA_DIR,
    secretKey: new Uint8Array(Buffer.from(values.SECRET_KEY, "base64")),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    sms: values.SMS_URL === undefined ? null : { url: values.SMS_URL, token: values.SMS_TOKEN ?? null },
    lever: {
      production: {
        apiUrl: values.LEVER_API_URL,
        authorizeUrl: `${values.LEVER_AUTH_URL}/authorize`,
        tokenUrl: `${values.LEVER_AUTH_URL}/oauth/token`,
        audience: values.LEVER_AUDIENCE,
        app: app(values.LEVER_CLIENT_ID, values.LEVER_CLIENT_SECRET),
      },
      sandbox: { ...sandboxAddresses, app: app(values.LEVER_SANDBOX_CLIENT_ID, values.LEVER_SANDBOX_CLIENT_SECRET) },
      ratePerS: values.LEVER_RATE_PER_S,
      burst: values.LEVER_BURST,
    },
    effects: { quietMs: values.EFFECT_QUIET_S * 1000, leaseMs: values.EFFECT_LEASE_S * 1000 },
    pollIntervalMs: values.POLL_INTERVAL_S * 1000,
    kept: { contactMs: values.KEEP_CONTACT_DAYS * 86_400_000, reportMs: values.KEEP_REPORT_DAYS * 86_400_000 },
    files: filesPlace(values),
    calendar: { intervalMs: values.CALENDAR_INTERVAL_S * 1000, privateHosts: values.CALENDAR_PRIVATE_HOSTS },
    role: values.ROLE,
    drainMs: values.DRAIN_S * 1000,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  };
}
