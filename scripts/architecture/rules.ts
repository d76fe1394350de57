/**
 * The shape of the house, checked: who may import whom, no circles, no ambient clock or environment where they have no
 * place, sizes and names. Each rule returns the places that break it; an empty list is a kept rule.
 */
import { Visitor } from "oxc-parser";
import type { Source } from "./source.ts";

export interface Rule {
  /** A sentence that is true when the rule is kept. */
  sentence: string;
  find(sources: Source[]): string[];
}

/** Our packages that a package's source may import. The emulator and the client share no code: a misreading must show. */
const MAY_IMPORT: Record<string, { packages: string[]; types?: string[]; fromNpm?: string[]; node?: boolean }> = {
  slots: { packages: [], fromNpm: [] },
  lever: { packages: [], fromNpm: [], node: true },
  "lever-emulator": { packages: [], node: true },
  domain: { packages: [], types: ["slots"], fromNpm: ["zod"] },
  server: { packages: ["domain", "lever", "slots"], node: true },
  web: { packages: ["domain"] },
};

/** Where parts are put together: they import as many files as there are parts. Tests and benches put together as well. */
const COMPOSITION_ROOTS = [
  "packages/server/src/app.ts",
  "packages/server/src/nouns.ts",
  "packages/server/src/main.ts",
  "packages/web/src/routes.tsx",
  "packages/lever-emulator/src/emulator.ts",
  "dev/system.ts",
];

/** A schema, which is as long as the tables are many. */
const SCHEMAS = ["packages/server/src/db/tables.ts"];

const MOST_LINES = 400;
const MOST_IMPORTS = 15;
const FORBIDDEN_NAMES = ["utils", "helpers", "common", "shared", "misc", "manager", "service", "handler", "types"];

export const rules: Rule[] = [
  { sentence: "a package imports only what its place in the house allows", find: forbiddenArrows },
  { sentence: "no file imports itself in a circle", find: circles },
  { sentence: "the environment is read in config.ts only", find: environmentReads },
  { sentence: "slots and domain know neither clock nor chance", find: ambientInputs },
  { sentence: `no file is longer than ${MOST_LINES} lines`, find: longFiles },
  { sentence: `no file imports from more than ${MOST_IMPORTS} places`, find: crowdedFiles },
  { sentence: "no file or folder has a name that says nothing", find: emptyNames },
];

function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\/src\//.exec(path)?.[1];
}

function isTest(path: string): boolean {
  return /^(test|packages\/[^/]+\/test)\/|\.test\.tsx?$/.test(path);
}

function forbiddenArrows(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const from = packageOf(source.path);
    const allowed = from === undefined ? undefined : MAY_IMPORT[from];
    if (from === undefined || isTest(source.path)) return [];
    if (allowed === undefined) return [`${source.path}: a package the rules do not know`];
    return source.imports
      .filter(({ specifier, target, isType }) => {
        if (target === undefined) {
          if (specifier.startsWith("node:")) return !allowed.node;
          return allowed.fromNpm !== undefined && !allowed.fromNpm.includes(specifier);
        }
        const to = packageOf(target);
        if (to === from) return false;
        const isByName = !specifier.startsWith(".");
        const isAllowed =
          to !== undefined && (allowed.packages.includes(to) || (isType && allowed.types?.includes(to)));
        return !(isByName && isAllowed);
      })
      .map(({ specifier }) => `${source.path} imports ${specifier}`);
  });
}

/** Each circle once, told from its first file in alphabetical order. Imports of types alone count as well. */
function circles(sources: Source[]): string[] {
  const targets = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]));
  const found = new Set<string>();
  const finished = new Set<string>();
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) {
      found.add(fromFirst(way.slice(at)).join(" → "));
      return;
    }
    if (finished.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...way, path]);
    finished.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return [...found];
}

function fromFirst(circle: string[]): string[] {
  const at = circle.indexOf(circle.toSorted()[0] ?? "");
  return [...circle.slice(at), ...circle.slice(0, at + 1)];
}

function environmentReads(sources: Source[]): string[] {
  return sources
    .filter(
      ({ path }) =>
        path.startsWith("packages/") &&
        packageOf(path) !== undefined &&
        path !== "packages/server/src/config.ts" &&
        !isTest(path),
    )
    .filter((source) => memberUses(source).some((use) => use === "process.env" || use.startsWith("process.env.")))
    .map(({ path }) => `${path} reads process.env`);
}

const AMBIENT = [
  "Date.now",
  "Math.random",
  "Temporal.Now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "performance.now",
  "new Date()",
  "Date()",
];

function ambientInputs(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => ["slots", "domain"].includes(packageOf(path) ?? "") && !isTest(path))
    .flatMap((source) =>
      memberUses(source)
        .map((use) => use.replace(/^globalThis\./, ""))
        .filter((use) => AMBIENT.includes(use))
        .map((use) => `${source.path} uses ${use}`),
    );
}

interface Node {
  type: string;
  name?: string;
  value?: unknown;
  object?: Node;
  property?: Node;
  callee?: Node;
  arguments?: unknown[];
}

/** Dotted uses like `process.env`, and a clock read by `new Date()` or `Date()`. */
function memberUses({ parsed }: Source): string[] {
  if (parsed === undefined) return [];
  const uses: string[] = [];
  new Visitor({
    MemberExpression: (node) => void uses.push(dotted(node as Node)),
    NewExpression: (node) => {
      if (dotted(node.callee as Node) === "Date" && node.arguments.length === 0) uses.push("new Date()");
    },
    CallExpression: (node) => {
      if (dotted(node.callee as Node) === "Date") uses.push("Date()");
    },
  }).visit(parsed.program);
  return uses;
}

function dotted(node: Node): string {
  if (node.type === "Identifier") return node.name ?? "";
  if (node.type !== "MemberExpression" || !node.object || !node.property) return "?";
  const name = node.property.type === "Literal" ? String(node.property.value) : (node.property.name ?? "?");
  return `${dotted(node.object)}.${name}`;
}

function longFiles(sources: Source[]): string[] {
  return sources
    .filter(
      ({ path, lines }) =>
        lines > MOST_LINES && !isTest(path) && !SCHEMAS.includes(path) && !/(^|\/)fixtures?\//.test(path),
    )
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

function crowdedFiles(sources: Source[]): string[] {
  return sources.flatMap(({ path, imports }) => {
    if (COMPOSITION_ROOTS.includes(path) || isTest(path) || path.startsWith("bench/")) return [];
    const places = new Set(imports.filter(({ isPassedOn }) => !isPassedOn).map(({ specifier }) => specifier)).size;
    return places > MOST_IMPORTS ? [`${path} imports from ${places} places`] : [];
  });
}

function emptyNames(sources: Source[]): string[] {
  return sources.flatMap(({ path }) => {
    const empty = path.split("/").find((part) => FORBIDDEN_NAMES.includes(part.replace(/\..*$/, "").toLowerCase()));
    return empty === undefined ? [] : [`${path}: "${empty}"`];
  });
}
