"use strict";
/*
 * The one door for every npm script: `node scripts/run.cjs <entry.ts> [arguments]`.
 *
 * Installs and builds what is missing or stale, then hands over to the pinned Node with the entry. Plain old JavaScript
 * with no dependency, since it runs before anything is installed and on whatever Node the machine has. It is no task
 * runner: it knows nothing of what the entries do, and writes to standard error only, so that an entry's output stays its own.
 */
const MINIMUM = [20, 19];

function tooOld(version) {
  const parts = version.split(".").map(Number);
  return parts[0] < MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] < MINIMUM[1]);
}

if (tooOld(process.versions.node)) {
  console.error(
    "InterviewVector needs Node " +
      MINIMUM.join(".") +
      " or newer to start, and this is " +
      process.version +
      ": install the current Node from https://nodejs.org and run the same command again.",
  );
  process.exit(1);
}

const path = require("node:path");
const { installWhenStale } = require("./start/install.cjs");
const { buildWebWhenStale } = require("./start/build-web.cjs");
const { pinnedNode } = require("./start/pinned-node.cjs");
const { handOver } = require("./start/hand-over.cjs");

const root = path.resolve(__dirname, "..");
const SHOWS_WEB = ["dev/main.ts", "dev/demo.ts", "packages/server/src/main.ts"];

function main() {
  const entry = process.argv[2];
  if (entry === undefined)
    throw new Error("Usage: node scripts/run.cjs <entry.ts> [arguments], or --build to only install and build.");
  installWhenStale(root);
  const node = pinnedNode(root);
  const buildOnly = entry === "--build";
  if (buildOnly || SHOWS_WEB.includes(path.relative(root, path.resolve(root, entry)))) buildWebWhenStale(root, node);
  if (!buildOnly) handOver(node, [path.resolve(root, entry)].concat(process.argv.slice(3)));
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
