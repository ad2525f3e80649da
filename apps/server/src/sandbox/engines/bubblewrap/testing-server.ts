import { openBubblewrap } from "./bubblewrap.ts";

/** A server that is there to be killed: opens the engine in the folder it is given, starts two sandboxes with
 * programs that try to outlive it, says so, and waits. */
const signal = new AbortController().signal;
const engine = await openBubblewrap({ dataDir: process.argv[2] ?? "" });
for (const id of ["sbx_one", "sbx_two"]) {
  await engine.create({ id, env: {}, limits: { memoryMb: 64, cpus: 1, pids: 20, diskMb: 8 } }, signal);
  const argv = [
    "bash",
    "-c",
    "setsid -f nohup sleep 1234; trap '' HUP TERM; nohup sleep 1234 >/dev/null 2>&1 & :",
  ];
  await engine.exec(id, { argv, timeoutMs: 10_000, maxOutputBytes: 1_000 }, signal);
}
process.stdout.write("ready\n");
setInterval(() => {}, 60_000);
