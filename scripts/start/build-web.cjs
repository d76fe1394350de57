"use strict";
/*
 * Builds the web client into packages/web/dist when its sources, or those it is made from, have changed. The new build
 * takes the old one's place only when it is complete, so a running server never sees half of one.
 */
const fs = require("node:fs");
const path = require("node:path");
const { createHash } = require("node:crypto");
const { spawnSync } = require("node:child_process");
const { exclusively } = require("./lock.cjs");

const SOURCES = ["packages/web", "packages/domain/src", "packages/slots/src", "package-lock.json"];
const NOT_SOURCES = ["dist", "node_modules", "test"];

function buildWebWhenStale(root, node) {
  if (!fs.existsSync(path.join(root, "packages/web/index.html"))) return;
  if (builtFrom(root) === hashOfSources(root)) return;
  exclusively(root, () => {
    const wanted = hashOfSources(root);
    if (builtFrom(root) !== wanted) build(root, node, wanted);
  });
}

function builtFrom(root) {
  const stamp = path.join(root, "packages/web/dist/.built-from");
  return fs.existsSync(stamp) ? fs.readFileSync(stamp, "utf8") : "";
}

function hashOfSources(root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesBelow(path.join(root, source)))) {
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(place) {
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place)
    .filter((name) => !NOT_SOURCES.includes(name))
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}

function build(root, node, wanted) {
  console.error("Building the web client …");
  const fresh = path.join(root, "node_modules", ".web-build-" + process.pid);
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  const done = spawnSync(node, [vite, "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", fresh], {
    cwd: path.join(root, "packages/web"),
    env: Object.assign({}, process.env, { NODE_ENV: "production" }),
    stdio: ["ignore", 2, 2],
  });
  if (done.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    throw new Error("The web client could not be built; the reason is above.");
  }
  fs.writeFileSync(path.join(fresh, ".built-from"), wanted);
  const dist = path.join(root, "packages/web/dist");
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(fresh, dist);
}

module.exports = { buildWebWhenStale };
