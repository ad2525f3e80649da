import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const keptLines = 40;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs one step quietly. Its last 40 lines of output come with the error when it fails.
 * A signal that ends the bootstrap ends the step too.
 */
export function step(what, command, args, { env = process.env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output += chunk;
      if (output.length > 1_000_000) output = output.slice(-500_000);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const handlers = signals.map((signal) => [signal, () => end(signal)]);
    const end = (signal) => {
      child.kill(signal);
      release();
      process.kill(process.pid, signal);
    };
    const release = () => handlers.forEach(([signal, handler]) => process.off(signal, handler));
    for (const [signal, handler] of handlers) process.on(signal, handler);
    child.once("error", (error) => {
      release();
      reject(new Error(`${what} failed: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      release();
      if (code === 0) resolve(output);
      else
        reject(
          new Error(
            `${tail(output)}\n${what} failed: ${signal ? `ended by ${signal}` : `exit code ${code}`}`,
          ),
        );
    });
  });
}

function tail(output) {
  return output.trimEnd().split("\n").slice(-keptLines).join("\n");
}
