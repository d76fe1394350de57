"use strict";
/* One process at a time installs or builds in a checkout; the others wait and then find the work done. */
const fs = require("node:fs");
const path = require("node:path");

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function holderOf(file) {
  try {
    return Number(fs.readFileSync(file, "utf8"));
  } catch {
    return 0; // gone in the meantime: the next attempt to take it decides
  }
}

/** Runs `work` while holding the checkout's lock file. A lock whose holder has died is taken over. */
function exclusively(root, work) {
  const file = path.join(root, ".install.lock");
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST")
        throw new Error(
          "Cannot write to " + root + " (" + error.code + "), and something is to be installed or built there.",
          { cause: error },
        );
      const holder = holderOf(file);
      if (holder > 0 && !isAlive(holder)) fs.rmSync(file, { force: true });
      else pause(200);
    }
  }
  try {
    return work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

module.exports = { exclusively };
