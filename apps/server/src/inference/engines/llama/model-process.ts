import { type ChildProcess, fork } from "node:child_process";
import { EngineError } from "../../../engine-error.ts";
import type { ChatPart } from "../../engine.ts";
import type { Failure, FromChild, GenerateRequest, LoadOptions, ToChild } from "./messages.ts";
import { createPartQueue, type PartQueue } from "./part-queue.ts";

export interface Call {
  readonly parts: AsyncGenerator<ChatPart, void, undefined>;
  /** Asks the child to stop; harmless once the call has ended. */
  cancel(): void;
  /** Ends the reading at once with this error, whatever the child does. */
  abandon(reason: unknown): void;
  /** Resolves when the child works on this call no longer, or is gone. */
  readonly settled: Promise<void>;
}

/** A running child with its model loaded. */
export interface ModelProcess {
  readonly contextTokens: number;
  start(request: GenerateRequest): Call;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends the process; calls under way fail. Resolves when it is gone. */
  stop(): Promise<void>;
}

const ENDED = "The model process ended before its answer did; try again.";
const STOP_GRACE_MS = 2000;
/** Longer than one batch of a long prompt takes on a slow machine. */
const CANCEL_GRACE_MS = 120_000;
/** The child gets no more of the environment than a native library needs: no keys, no database address. */
const PASSED_ENVIRONMENT = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "LANG",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "SystemRoot",
];

export interface StartOptions {
  /** Gives up loading when aborted; without effect afterwards. */
  readonly signal?: AbortSignal;
  /** A child that has not stopped a cancelled call by then hangs, and is killed. Default 120,000. */
  readonly cancelGraceMs?: number;
}

/**
 * Starts a child and loads the model in it.
 * @throws {EngineError} `unavailable`, saying whether library, file or memory is at fault.
 */
export async function startModelProcess(
  load: LoadOptions,
  options: StartOptions = {},
): Promise<ModelProcess> {
  const { signal, cancelGraceMs = CANCEL_GRACE_MS } = options;
  const child = spawnChild();
  const calls = new Map<number, { parts: PartQueue<ChatPart>; settle: () => void }>();
  const errors = tail(child);
  let lastId = 0;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    // A process that never started has no exit to wait for.
    child.on("error", () => child.pid === undefined && resolve());
  });
  const settle = (id: number, error?: EngineError): void => {
    const call = calls.get(id);
    calls.delete(id);
    call?.parts.end(error);
    call?.settle();
  };
  const failAll = (): void => {
    for (const id of calls.keys()) settle(id, new EngineError("unavailable", ENDED, { cause: errors() }));
  };
  void exited.then(failAll);
  child.on("message", (message: FromChild) => {
    if (message.type === "text") {
      calls.get(message.id)?.parts.push({ type: "text", text: message.text });
    } else if (message.type === "finish") {
      const { id, ...finish } = message;
      calls.get(id)?.parts.push(finish);
      settle(id);
    } else if (message.type === "failed") {
      settle(message.id, toError(message));
    }
  });
  const stop = (): Promise<void> => stopChild(child, exited);

  const giveUp = (): void => void child.kill("SIGKILL");
  signal?.addEventListener("abort", giveUp, { once: true });
  let contextTokens: number;
  try {
    contextTokens = await loaded(child, exited, errors, load);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
  return {
    contextTokens,
    exited,
    stop,
    start(request) {
      const id = (lastId += 1);
      const parts = createPartQueue<ChatPart>();
      const settled = new Promise<void>((resolve) => calls.set(id, { parts, settle: resolve }));
      if (!tell(child, { type: "generate", id, request })) {
        settle(id, new EngineError("unavailable", ENDED));
      }
      return {
        parts: parts.values(),
        settled,
        cancel() {
          if (!calls.has(id)) return;
          tell(child, { type: "cancel", id });
          const timer = setTimeout(() => child.kill("SIGKILL"), cancelGraceMs);
          void settled.then(() => clearTimeout(timer));
        },
        abandon: (reason) => parts.fail(reason),
      };
    },
  };
}

function spawnChild(): ChildProcess {
  const file = new URL(`./child${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
  const env = Object.fromEntries(PASSED_ENVIRONMENT.map((name) => [name, process.env[name]]));
  return fork(file, {
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A debugger's port is taken by the parent already.
    execArgv: process.execArgv.filter((argument) => !argument.startsWith("--inspect")),
  });
}

async function loaded(
  child: ChildProcess,
  exited: Promise<void>,
  errors: () => string,
  options: LoadOptions,
): Promise<number> {
  const answer = new Promise<FromChild>((resolve) => child.once("message", resolve));
  tell(child, { type: "load", options });
  const message = await Promise.race([answer, exited]);
  if (message?.type === "loaded") return message.contextTokens;
  if (message?.type === "load_failed") throw toError(message);
  throw new EngineError("unavailable", "The model process ended before the model was loaded.", {
    cause: errors(),
  });
}

function toError({ code, message, param, detail }: Failure): EngineError {
  const extras = {
    ...(param === undefined ? {} : { param }),
    ...(detail === undefined ? {} : { cause: detail }),
  };
  return new EngineError(code, message, extras);
}

/** False when the channel is closed: the process is gone or going. */
function tell(child: ChildProcess, message: ToChild): boolean {
  if (!child.connected) return false;
  // A failed send means the child just died, which `exited` reports to every call.
  child.send(message, () => undefined);
  return true;
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await exited;
  clearTimeout(timer);
}

/** Remembers the end of what the child says on its error output, for causes. */
function tail(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-2000);
  });
  return () => text;
}
