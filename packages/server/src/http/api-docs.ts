/**
 * What the API can do, as one page for people, made from the same contract as the OpenAPI document. Only what an API key
 * reaches is shown: the rest serves our own pages and changes with them. No script, no try-out with somebody's key.
 */
import type { Endpoint } from "@interviewvector/domain";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { z } from "zod";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

export const docsStyle = `:root{color-scheme:light dark;--line:light-dark(#dcdcd6,#34373e);--soft:light-dark(#565962,#a9adb6);--accent:light-dark(#2456c7,#93b3ff);--panel:light-dark(#fff,#1a1c20);font:1rem/1.5 system-ui,sans-serif}
body{margin:0;background:light-dark(#f6f6f4,#121316);color:light-dark(#1b1c20,#ececee);overflow-wrap:anywhere}
main{max-width:60rem;margin:0 auto;padding:1rem}
a{color:var(--accent)}
h2{margin:2rem 0 .5rem;text-transform:capitalize}
article{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.75rem 1rem;margin:.75rem 0}
h3{margin:0;font-size:1rem}
h4{margin:.75rem 0 .25rem;font-size:.9rem}
code,pre{font:.875rem/1.5 ui-monospace,monospace}
pre{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.75rem 1rem;white-space:pre-wrap}
ul{margin:0;padding-left:1.25rem}
ul ul{border-left:1px solid var(--line)}
p{margin:.25rem 0}
.soft{color:var(--soft)}
summary{cursor:pointer;margin-top:.5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

export function docsPage(endpoints: readonly Endpoint[], publicUrl: string): Html {
  const reachable = endpoints.filter(({ keyScope }) => keyScope !== undefined);
  const groups = [...new Set(reachable.map(groupOf))].sort();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>API of InterviewVector</title>
        <link rel="stylesheet" href="/api/v1/docs.css" />
      </head>
      <body>
        <main>
          <h1>API of InterviewVector</h1>
          <p>
            An admin of a company makes a key under Settings, API keys. Send it with each request; it sees that company
            and nothing else.
          </p>
          <pre>curl -H "authorization: Bearer KEY" ${publicUrl}/api/v1/interviews</pre>
          <p>
            Instants are ISO 8601 in UTC, zones IANA names, ids opaque. Whatever is refused comes as
            <code>application/problem+json</code> with <code>code</code>, a sentence in <code>title</code>, and
            <code>requestId</code>. For programs: <a href="/api/v1/openapi.json">OpenAPI document</a>.
          </p>
          ${groups.map(
            (group) =>
              html`<h2>${group}</h2>
                ${reachable.filter((endpoint) => groupOf(endpoint) === group).map(entry)}`,
          )}
        </main>
      </body>
    </html>`;
}

function groupOf({ path }: Endpoint): string {
  return path.split("/")[1] ?? "";
}

function entry(endpoint: Endpoint): Html {
  return html`<article>
    <h3><code>${endpoint.method.toUpperCase()} /api/v1${endpoint.path}</code></h3>
    <p>${endpoint.summary}. <span class="soft">Scope of the key: ${endpoint.keyScope}.</span></p>
    ${endpoint.query ? part("Query", schemaOf(endpoint.query, "input")) : ""}
    ${endpoint.body ? part("Body", schemaOf(endpoint.body, "input")) : ""}
    <details>
      <summary>Answer</summary>
      ${fieldsOf(schemaOf(endpoint.answer, "output"))}
    </details>
  </article>`;
}

function part(title: string, schema: Schema): Html {
  if (Object.keys(schema.properties ?? {}).length === 0) return html``;
  return html`<h4>${title}</h4>
    ${fieldsOf(schema)}`;
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Schema {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema;
}

function fieldsOf(schema: Schema): Html {
  const { properties = {}, required = [] } = objectIn(schema);
  return html`<ul>
    ${Object.entries(properties).map(([name, field]) => {
      const inner = objectIn(field);
      return html`<li>
        <code>${name}</code>
        <span class="soft"
          >${[typeWords(field), required.includes(name) ? "" : "optional"].filter(Boolean).join(", ")}</span
        >
        ${inner.properties ? fieldsOf(inner) : ""}
      </li>`;
    })}
  </ul>`;
}

/** The object that a schema is, holds in a list, or is when it isn't null. */
function objectIn(schema: Schema): Schema {
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  return schema.anyOf?.map(objectIn).find(({ properties }) => properties !== undefined) ?? {};
}

function typeWords(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(" | ");
  if (schema.items) return `list of ${typeWords(schema.items)}`;
  const type = [schema.type ?? "anything"].flat().join(" | ");
  const limits = [
    schema.format,
    schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER ? `from ${schema.minimum}` : undefined,
    schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? `to ${schema.maximum}` : undefined,
    schema.maxLength === undefined ? undefined : `at most ${schema.maxLength} characters`,
    schema.default === undefined ? undefined : `otherwise ${JSON.stringify(schema.default)}`,
  ];
  return [type, ...limits.filter((limit) => limit !== undefined)].join(", ");
}
