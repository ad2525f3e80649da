import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { binaryOf } from "./binaries.ts";
import { bundle } from "./bundle.ts";
import type { Outcome, Runtime } from "./runtime.ts";

/** Loopback is private, and workers reach only what is public unless told otherwise. */
const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      globalOutbound = "loopback",
    )),
    (name = "loopback", network = (allow = ["private"])),
  ],
  sockets = [(name = "main", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/** Cloudflare's runtime of workers, without the compatibility layer for Node. */
export const workerd: Runtime = {
  name: "workerd",
  async find() {
    const binary = await binaryOf("workerd", ["bin/workerd", "bin/workerd.exe"]);
    if (typeof binary === "string") return binary;
    return {
      version: binary.version,
      async run(folder, given) {
        await writeFile(join(folder, "worker.js"), await bundle(folder, "worker.mjs", ["workerd", "worker"]));
        await writeFile(join(folder, "config.capnp"), config);
        const child = spawn(binary.path, ["serve", "--control-fd=3", "config.capnp"], {
          cwd: folder,
          stdio: ["ignore", "inherit", "inherit", "pipe"],
        });
        const ended = once(child, "exit");
        try {
          const port = await portOf(child.stdio[3] as Readable);
          const answer = await fetch(`http://127.0.0.1:${port}/?${new URLSearchParams({ ...given })}`);
          return (await answer.json()) as Outcome[];
        } finally {
          child.kill("SIGKILL");
          await ended;
        }
      },
    };
  },
};

/** Told on the control pipe, a line of JSON an event. */
async function portOf(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) {
    const event = JSON.parse(line) as { event: string; port?: number };
    if (event.event === "listen" && event.port !== undefined) return event.port;
  }
  throw new Error("workerd ended before it listened");
}
