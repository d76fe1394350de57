"use strict";
/*
 * Becomes the entry. Where Node can replace its own process it does, and nothing stands between the caller and the
 * entry. An older Node (first start only) runs it as a child: signals are passed on, the exit code is kept, and a pipe
 * tells the child when this process was killed, so that no orphan stays.
 */
const os = require("node:os");
const { spawn } = require("node:child_process");

// Threads and forked processes of the entry inherit this preload, but not the pipe: their third descriptor is another thing.
const STOP_WITH_PARENT =
  'import{Socket}from"node:net";import{isMainThread}from"node:worker_threads";if(isMainThread&&!process.send){const s=new Socket({fd:3});s.on("error",()=>{});s.on("close",()=>process.kill(process.pid,"SIGTERM"));s.resume();s.unref();}';

function handOver(node, args) {
  if (typeof process.execve === "function") process.execve(node, [node].concat(args), process.env);
  else runAsChild(node, args);
}

function runAsChild(node, args) {
  const preload = "data:text/javascript," + encodeURIComponent(STOP_WITH_PARENT);
  const child = spawn(node, ["--import", preload].concat(args), { stdio: ["inherit", "inherit", "inherit", "pipe"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    let told = false;
    process.on(signal, () => {
      // A terminal tells the whole group by itself.
      if (told || (signal === "SIGINT" && process.stdin.isTTY)) return;
      told = true;
      child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error("The packaged Node could not be started: " + error.message);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : code));
}

module.exports = { handOver };
