/**
 * A Chromium for tests and the demo: the machine's own where there is one, else the one that npm brought, unpacked once
 * with the libraries it wants. `CHROMIUM_PATH` names another one; `CHROMIUM_PATH=packaged` insists on npm's.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { access, chmod, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "playwright-core";

const OWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Pages are ours, and containers rarely allow Chromium its sandbox. Web security stays as people have it. */
const FLAGS = ["--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none"];

/** Launches headless unless told otherwise. The caller closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const named = process.env["CHROMIUM_PATH"];
  if (named === "packaged") return launchPackaged(options);
  if (named) return chromium.launch({ ...options, executablePath: named, args: FLAGS });
  for (const executablePath of OWN.filter((path) => existsSync(path))) {
    try {
      return await chromium.launch({ ...options, executablePath, args: FLAGS });
    } catch {
      continue; // a stub of some package manager, or broken: npm's is the safe choice
    }
  }
  return launchPackaged(options);
}

/**
 * Closes a context, each of its pages on a blank one first: a page that is closed in the middle of a navigation sometimes
 * never answers (once in a hundred times with Chromium 156), and the test would wait for it until its time is out.
 */
export async function closeContext(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.goto("about:blank")));
  await context.close();
}

async function launchPackaged(options: LaunchOptions): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("Install Chromium or Google Chrome, or set CHROMIUM_PATH: the packaged one runs on Linux x64 only");
  }
  const folder = await unpackOnce();
  return chromium.launch({
    ...options,
    executablePath: join(folder, "chromium"),
    args: [...FLAGS, "--use-gl=angle", "--use-angle=swiftshader"],
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      HOME: folder,
    },
  });
}

/** The package's own looks for its fonts in /tmp only; without any font a text has no height, and nothing counts as visible. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const require = createRequire(import.meta.url);

/**
 * The package unpacks into its process's temporary folder, and its libraries only where it believes to be on a certain
 * host; so it runs in a process of its own that is told both. Complete or not at all, since runs may overlap.
 */
async function unpackOnce(): Promise<string> {
  const entry = require.resolve("@sparticuz/chromium");
  const { version } = JSON.parse(await readFile(join(entry, "../../package.json"), "utf8")) as { version: string };
  const place = await writablePlace();
  const folder = join(place, `chromium-${version}-with-fonts`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}.`);
  try {
    const unpack = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", unpack], {
      env: { TMPDIR: fresh, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    });
    await writeFile(join(fresh, "fonts/fonts.conf"), FONTS);
    for (const path of [fresh, join(fresh, "chromium")]) await chmod(path, 0o755);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another run was quicker
  }
  return folder;
}

async function writablePlace(): Promise<string> {
  const besideModules = join(import.meta.dirname, "../../node_modules/.cache");
  try {
    await mkdir(besideModules, { recursive: true });
    await access(besideModules, constants.W_OK);
    return besideModules;
  } catch {
    return mkdtemp(join(tmpdir(), "interviewvector-chromium-")); // a checkout that may only be read: unpacked each time
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
