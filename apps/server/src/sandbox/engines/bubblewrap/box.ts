import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../../engine-error.ts";
import type { SandboxSpec } from "../../engine.ts";
import { bubblewrapArguments, descriptors } from "./arguments.ts";
import type { Cgroup } from "./cgroup-tree.ts";
import { openChannel, type Channel } from "./channel.ts";
import { killHard } from "./processes.ts";
import type { RuntimeFolder } from "./runtime-folder.ts";

/** One running sandbox. */
export interface Box {
  readonly spec: SandboxSpec;
  readonly channel: Channel;
  readonly cgroup: Cgroup | undefined;
  /** The sandbox's process 1 as the host counts. */
  readonly pid: number;
  /** Ends every process; resolves when none is left. Twice is fine. */
  end(reason: string): Promise<void>;
}

export interface BoxPlace {
  readonly bubblewrap: string;
  readonly runtime: RuntimeFolder;
  /** Host user to run as; `undefined` leaves the server's own, which then is not root. */
  readonly uid: number | undefined;
  readonly cgroup: Cgroup | undefined;
}

/** Far past what a start takes (30 ms), for a machine that is out of breath. */
const startMs = 60_000;
/** The same for bubblewrap naming the sandbox's first process (5 ms). */
const namingMs = 10_000;

/** Starts bubblewrap and the agent in it, limits first. `onEnd` is called once, however the sandbox ends. */
export async function startBox(
  spec: SandboxSpec,
  place: BoxPlace,
  onEnd: () => void,
  signal: AbortSignal,
): Promise<Box> {
  const child = launch(spec, place);
  const exited = new Promise<undefined>((resolve) => {
    if (child.pid === undefined) resolve(undefined);
    else child.once("exit", () => resolve(undefined));
  });
  const complaint = collectComplaint(child);
  const channel = openChannel(stream(child, descriptors.control), onEnd);
  const firstPid = Promise.race([innerPid(stream(child, descriptors.info)), exited]);
  const end = async (reason: string) => {
    channel.lose(reason);
    // Process 1 takes its whole namespace along, and bubblewrap exits after it. Bubblewrap itself is only killed when
    // it names none: before it has set its child up, that child would stay behind.
    const target = (await Promise.race([firstPid, sleep(namingMs, undefined, { ref: false })])) ?? child.pid;
    // Until bubblewrap has exited neither number can belong to another process.
    const runs = child.exitCode === null && child.signalCode === null;
    if (runs && target !== undefined) killHard(target);
    await exited;
  };
  const giveUp = () => void end("the sandbox did not start");
  signal.addEventListener("abort", giveUp, { once: true });
  const deadline = setTimeout(giveUp, startMs);
  try {
    signal.throwIfAborted();
    const pid = await firstPid;
    if (!pid) throw new Error("bubblewrap gave up");
    if (child.pid !== undefined) place.cgroup?.add(child.pid);
    place.cgroup?.add(pid);
    // Only now does bubblewrap go on to start the agent, so nothing ever ran without limits.
    stream(child, descriptors.block).end("1");
    await channel.ready;
    signal.throwIfAborted();
    return { spec, channel, cgroup: place.cgroup, pid, end };
  } catch (error) {
    await end("the sandbox did not start");
    signal.throwIfAborted();
    throw new EngineError("unavailable", `the sandbox did not start: ${complaint() || String(error)}`, {
      cause: error,
    });
  } finally {
    signal.removeEventListener("abort", giveUp);
    clearTimeout(deadline);
  }
}

function launch(spec: SandboxSpec, { bubblewrap, runtime, uid }: BoxPlace): ChildProcess {
  const seccomp = openSync(runtime.seccomp, "r");
  try {
    return spawn(bubblewrap, bubblewrapArguments(runtime, spec.limits), {
      // As root, bubblewrap would leave the host's kernel settings writable; Node also drops all groups here.
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: {},
      cwd: "/",
      // In the order of `descriptors`.
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe", "pipe", seccomp],
    });
  } finally {
    closeSync(seccomp);
  }
}

function stream(child: ChildProcess, index: number): Duplex {
  // Node's extra pipes are sockets, open both ways; its types know only the first five.
  const found: unknown = Array.from<unknown>(child.stdio)[index];
  if (!(found instanceof Duplex)) throw new EngineError("unavailable", "bubblewrap could not be started");
  return found;
}

/** Bubblewrap says as JSON, on a channel no program inside ever holds, which host process is the sandbox's first. The
 * whole of it must be read: on a channel closed early bubblewrap dies and leaves a half-made sandbox. */
function innerPid(info: Duplex): Promise<number> {
  return new Promise((resolve) => {
    let text = "";
    info.on("data", (piece: Buffer) => {
      text += piece.toString();
      if (text.includes("}")) resolve(Number(/"child-pid": (\d+)/.exec(text)?.[1]));
    });
  });
}

/** The first lines of what bubblewrap, or Python on starting, complains of. */
function collectComplaint(child: ChildProcess): () => string {
  let text = "";
  child.on("error", (error) => (text += error.message));
  child.stderr?.on("data", (piece: Buffer) => {
    if (text.length < 2_000) text += piece.toString();
  });
  for (const index of [descriptors.info, descriptors.block]) {
    // Closed pipes only say what the exit says too.
    stream(child, index).on("error", () => {});
  }
  return () => text.trim().slice(0, 2_000);
}
