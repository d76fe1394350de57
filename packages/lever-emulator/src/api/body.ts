/**
 * Request bodies as fields and files, JSON or multipart alike (`emails[]`, `archived[reason]`), and readers that
 * refuse what has the wrong kind with 400.
 */
import { badRequest } from "../refusal.ts";

export type UploadedPart = { field: string; name: string; bytes: Uint8Array };
export type Body = { fields: Record<string, unknown>; files: UploadedPart[] };

export const largestFile = 30 * 1024 * 1024;

export async function readBody(request: Request): Promise<Body> {
  if (request.method === "GET" || request.method === "DELETE") return { fields: {}, files: [] };
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return fromForm(await request.formData());
  const raw = await request.text();
  if (type.startsWith("application/x-www-form-urlencoded"))
    return { fields: Object.fromEntries(new URLSearchParams(raw)), files: [] };
  if (raw.trim() === "") return { fields: {}, files: [] };
  return { fields: parsed(raw), files: [] };
}

function parsed(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badRequest("The request body is not valid JSON");
  }
  if (!isRecord(value)) throw badRequest("The request body must be an object");
  return value;
}

async function fromForm(form: FormData): Promise<Body> {
  const fields: Record<string, unknown> = {};
  const files: UploadedPart[] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") place(fields, name, value);
    else
      files.push({
        field: name.replace(/\[\]$/, ""),
        name: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { fields, files };
}

/** `emails[]` collects, `archived[reason]` nests one level. */
function place(fields: Record<string, unknown>, name: string, value: string): void {
  const [, key = name, inner] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? [];
  if (inner === undefined) fields[key] = value;
  else if (inner === "") fields[key] = [...(Array.isArray(fields[key]) ? (fields[key] as unknown[]) : []), value];
  else fields[key] = { ...(isRecord(fields[key]) ? fields[key] : {}), [inner]: value };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Fields = Record<string, unknown>;

const absent = (value: unknown) => value === undefined || value === null;

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (absent(value)) return undefined;
  if (typeof value !== "string") throw badRequest(`${name} must be a string`);
  return value;
}

export function requiredText(fields: Fields, name: string): string {
  const value = text(fields, name);
  if (value === undefined || value === "") throw badRequest(`Missing required field: ${name}`);
  return value;
}

export function number(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (absent(value) || value === "") return undefined;
  const read = typeof value === "string" ? Number(value) : value;
  if (typeof read !== "number" || !Number.isFinite(read)) throw badRequest(`${name} must be a number`);
  return read;
}

export function requiredNumber(fields: Fields, name: string): number {
  const value = number(fields, name);
  if (value === undefined) throw badRequest(`Missing required field: ${name}`);
  return value;
}

/** A time in milliseconds that may not lie in the future. */
export function pastTime(fields: Fields, name: string, now: number): number | undefined {
  const value = number(fields, name);
  if (value !== undefined && value > now) throw badRequest(`${name} must not be in the future`);
  return value;
}

export function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (absent(value)) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw badRequest(`${name} must be true or false`);
}

export function texts(fields: Fields, name: string): string[] | undefined {
  const value = fields[name];
  if (absent(value)) return undefined;
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string"))
    throw badRequest(`${name} must be an array of strings`);
  return value as string[];
}

export function records(fields: Fields, name: string): Fields[] | undefined {
  const value = fields[name];
  if (absent(value)) return undefined;
  if (!Array.isArray(value) || !value.every(isRecord)) throw badRequest(`${name} must be an array of objects`);
  return value;
}

export function oneOf<T extends string>(fields: Fields, name: string, allowed: readonly T[]): T | undefined {
  const value = text(fields, name);
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw badRequest(`${name} must be one of ${allowed.join(", ")}`);
  return found;
}
