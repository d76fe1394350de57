/** The addresses that the web client knows, read from its router as text: what is written there is what there is. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const file = join(import.meta.dirname, "../../packages/web/src/routes.tsx");

interface Route {
  path: string | null;
  index: boolean;
  /** Shows something, rather than only holding others or leading elsewhere. */
  shows: boolean;
  children: Route[];
}

/** "/app/interviews/:interviewId" and the like; "/app/*" for what is not there. Redirects are left out. */
export async function clientRoutes(): Promise<string[]> {
  const text = await readFile(file, "utf8");
  const trees: Route[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [list] }) {
      if (callee.type === "Identifier" && callee.name === "createBrowserRouter") trees.push(...routesIn(list));
    },
  }).visit(parseSync(file, text).program);
  return trees.flatMap((route) => pathsOf(route, ""));
}

function pathsOf({ path, index, shows, children }: Route, above: string): string[] {
  const here = path === null ? above : path.startsWith("/") ? path : `${above}/${path}`;
  if (children.length > 0) return children.flatMap((child) => pathsOf(child, here));
  return shows && (path !== null || index) ? [here === "*" ? "/*" : here] : [];
}

type Node = { type: string } & Record<string, unknown>;

function routesIn(list: unknown): Route[] {
  const { type, elements } = (list ?? {}) as Node;
  if (type !== "ArrayExpression") throw new Error("the client's routes are no longer written as one list");
  return (elements as Node[]).map((element) => {
    if (element.type !== "ObjectExpression") throw new Error("a route of the client is not written in its place");
    const of = new Map(
      (element["properties"] as Node[]).map((property) => [
        (property["key"] as { name: string }).name,
        property["value"] as Node,
      ]),
    );
    const path = of.get("path")?.["value"];
    return {
      path: typeof path === "string" ? path : null,
      index: of.has("index"),
      shows: of.has("lazy") || of.has("element"),
      children: of.has("children") ? routesIn(of.get("children")) : [],
    };
  });
}
