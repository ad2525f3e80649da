import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type PoolConfig } from "pg";
import type { Account } from "./account.ts";
import { dataFolderArgument } from "./data-folder-argument.ts";
import type { SocketFolder } from "./socket-folder.ts";

/**
 * Runs PostgreSQL and ends it (fast shutdown) when standard input closes: the server holds the other end,
 * so PostgreSQL ends with it however it dies, `kill -9` included.
 */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
( read -r line <&3; kill -INT $postgres ) 2>/dev/null &
watch=$!
wait $postgres; status=$?
kill $watch 2>/dev/null
exit $status`;

const settings = {
  listen_addresses: "",
  shared_buffers: "128MB",
  max_connections: "60",
  fsync: "on",
  synchronous_commit: "on",
  max_wal_size: "1GB",
  // Pages kept by the system's cache; a small machine is assumed.
  effective_cache_size: "512MB",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_min_messages: "warning",
  // Not SQL: statements may hold what users wrote.
  log_min_error_statement: "panic",
};

export async function runPostgres(
  program: string,
  data: string,
  socket: SocketFolder,
  account: Account | undefined,
  connection: PoolConfig,
): Promise<{ lost: Promise<Error>; stop(): Promise<void> }> {
  const options = Object.entries({ ...settings, unix_socket_directories: socket.setting });
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      guard,
      "guard",
      program,
      "-D",
      dataFolderArgument(data, account),
      ...options.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // Detached: Ctrl-C in a terminal is for the server, which stops PostgreSQL last.
    {
      ...account,
      cwd: data,
      env: { PATH: process.env["PATH"], LC_ALL: "C" },
      stdio: ["pipe", "ignore", "pipe"],
      detached: true,
    },
  );
  const said = lastLines(child.stderr);
  const ended = once(child, "exit").then(([code]) => new Error(`PostgreSQL ended (${code}): ${said()}`));
  await Promise.race([
    answers(connection),
    ended.then((error) => {
      throw error;
    }),
  ]);
  let asked = false;
  return {
    lost: new Promise((resolve) => {
      void ended.then((error) => asked || resolve(error));
    }),
    async stop() {
      asked = true;
      child.stdin.end();
      await ended;
    },
  };
}

/** Waits until PostgreSQL takes connections; the race with its end bounds the wait. */
async function answers(connection: PoolConfig): Promise<void> {
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    const client = new Client(connection);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(wait);
    }
  }
}

function lastLines(stream: NodeJS.ReadableStream): () => string {
  let kept = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => (kept = (kept + chunk).slice(-2000)));
  return () => kept.trim();
}
