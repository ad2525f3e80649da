import { fork } from "node:child_process";
import { once } from "node:events";

/** Starts the server in a process of its own; answers its address and how to end it. */
export async function serve() {
  const child = fork(new URL("./server.mjs", import.meta.url));
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
