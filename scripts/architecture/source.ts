/** The repository's own source files as the rules see them: path, length, imports, syntax tree. */
import { readdir, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import { parseSync, type ParseResult } from "oxc-parser";

export interface Import {
  /** As written. */
  specifier: string;
  /** The file it means, from the root, when that is one of ours. */
  target: string | undefined;
  /** Nothing of it is left at run time. */
  isType: boolean;
  /** `export … from`: passed on, not used here. */
  isPassedOn: boolean;
}

export interface Source {
  /** From the root, with slashes. */
  path: string;
  lines: number;
  imports: Import[];
  parsed: ParseResult | undefined;
}

const NOT_OURS = new Set(["node_modules", "dist", ".git", ".data"]);
const CODE = /\.(ts|tsx|js|cjs|mjs)$/;
const COUNTED = /\.(ts|tsx|js|cjs|mjs|css|html|sh)$/;

export async function readSources(root: string): Promise<Source[]> {
  const entries = await filesBelow(root, "");
  const sources = await Promise.all(entries.filter((path) => COUNTED.test(path)).map((path) => readSource(root, path)));
  return sources.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

async function readSource(root: string, path: string): Promise<Source> {
  return sourceOf(path, await readFile(join(root, path.replaceAll("/", sep)), "utf8"));
}

export function sourceOf(path: string, text: string): Source {
  const lines = text.trimEnd().split("\n").length;
  if (!CODE.test(path)) return { path, lines, imports: [], parsed: undefined };
  const parsed = parseSync(path, text);
  return { path, lines, imports: importsOf(path, parsed), parsed };
}

function importsOf(path: string, { module }: ParseResult): Import[] {
  const stated = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
    isPassedOn: false,
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, isType, isPassedOn: true }] : [],
    ),
  );
  return [...stated, ...passedOn].map((entry) => ({ ...entry, target: targetOf(path, entry.specifier) }));
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  const workspace = /^@interviewvector\/([a-z-]+)$/.exec(specifier);
  return workspace ? `packages/${workspace[1]}/src/index.ts` : undefined;
}
