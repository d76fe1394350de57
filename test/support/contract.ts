/** The API as its OpenAPI document describes it: every operation, and a body that its schema accepts. */
import type { System } from "../../dev/system.ts";

export interface Operation {
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  parameters: string[];
  audience: string;
  keyScope: "read" | "write" | null;
  body: Schema | null;
}

/** As much of JSON Schema as the contract uses. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  minLength?: number;
  minItems?: number;
  minimum?: number;
  multipleOf?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
}

interface Document {
  paths: Record<string, Record<string, DescribedOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

interface DescribedOperation {
  description: string;
  requestBody?: { content: { "application/json": { schema: Schema } } };
}

export async function operationsOf({ urls }: Pick<System, "urls">): Promise<Operation[]> {
  const answer = await fetch(`${urls.platform}/api/v1/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""),
      audience: /^For: (\w+)\./.exec(description)?.[1] ?? "",
      keyScope: (/API key scope: (read|write)/.exec(description)?.[1] as "read" | "write" | undefined) ?? null,
      body: requestBody?.content["application/json"].schema ?? null,
    })),
  );
}

/** The plainest value that the schema accepts; `ids` stands wherever a UUID is wanted. */
export function sampleOf(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sampleOf(choice, id);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sampleOf(one, id) as object)) as unknown;
  switch ([schema.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, id)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, id));
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 0, schema.multipleOf ?? 0);
    case "boolean":
      return false;
    case "null":
      return null;
    case "string":
      return sampleText(schema, id);
    default:
      return {};
  }
}

function sampleText({ format, pattern, minLength = 0 }: Schema, id: string): string {
  switch (format) {
    case "uuid":
      return id;
    case "email":
      return "somebody@people.example";
    case "uri":
      return "https://people.example/";
    case "date-time":
      return "2027-01-11T10:00:00Z";
    case "date":
      return "2027-01-11";
    default:
      return pattern === "^[a-z]{2}$" ? "en" : "sample text".padEnd(minLength, "x");
  }
}
