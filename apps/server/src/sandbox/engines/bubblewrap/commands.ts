import { EngineError } from "../../../engine-error.ts";
import type { ExecRequest, ExecResult } from "../../engine.ts";
import { home, searchPath } from "./arguments.ts";
import type { Box } from "./box.ts";
import { converse } from "./converse.ts";

/** How long past its time a command may stay unanswered before the sandbox counts as gone. */
const graceMs = 15_000;
/** Arguments and environment go in one frame; Linux itself allows 2 MiB. */
const maxArgumentBytes = 1024 * 1024;

const sigkillExit = 128 + 9;

/** Runs one command in the sandbox. Abort ends it there. */
export async function runCommand(box: Box, request: ExecRequest, signal: AbortSignal): Promise<ExecResult> {
  const header = {
    op: "exec",
    argv: request.argv,
    cwd: request.cwd ?? home,
    env: { ...baseEnvironment, ...box.spec.env, ...request.env },
    timeoutMs: request.timeoutMs,
    maxOutputBytes: request.maxOutputBytes,
    rlimits: resourceLimits(box),
  };
  checkRequest(header);
  const killsBefore = box.cgroup?.outOfMemoryKills() ?? 0;
  const output = { stdout: new Capture(request.maxOutputBytes), stderr: new Capture(request.maxOutputBytes) };
  return converse(
    box.channel,
    {
      header,
      body: Buffer.from(request.stdin ?? ""),
      nextHeader: { op: "stdin" },
      patienceMs: request.timeoutMs + graceMs,
    },
    ({ header, body }): ExecResult | undefined => {
      if (header["type"] === "stdout") output.stdout.add(body);
      if (header["type"] === "stderr") output.stderr.add(body);
      if (header["type"] !== "exit") return undefined;
      const exitCode = Number(header["exitCode"]);
      const timedOut = header["timedOut"] === true;
      const killed = exitCode === sigkillExit && !timedOut;
      return {
        exitCode,
        stdout: output.stdout.text(),
        stderr: output.stderr.text(),
        durationMs: Number(header["durationMs"]),
        timedOut,
        outOfMemory: killed && (box.cgroup?.outOfMemoryKills() ?? 0) > killsBefore,
        truncated: header["truncated"] === true,
      };
    },
    signal,
  );
}

const baseEnvironment = { PATH: searchPath, HOME: home, USER: "user", LANG: "C.UTF-8", TERM: "dumb" };

/** Address space that V8 takes and hardly uses; a process bounded below it (about 600 MB) does not start at all. */
const reservedMb = 768;

/** Limits each program gets from the kernel, whatever the cgroups do. */
function resourceLimits({ spec, cgroup }: Box): Record<string, number> {
  return {
    RLIMIT_NPROC: Math.ceil(spec.limits.pids),
    RLIMIT_CORE: 0,
    RLIMIT_NOFILE: 4096,
    RLIMIT_MEMLOCK: 64 * 1024,
    // Without a cgroup memory can only be bounded for each process alone.
    ...(cgroup ? {} : { RLIMIT_DATA: Math.ceil((spec.limits.memoryMb + reservedMb) * 1024 * 1024) }),
  };
}

const refuse = (message: string, param: string) => new EngineError("invalid_input", message, { param });

function checkRequest(header: { argv: readonly string[]; cwd: string; env: Record<string, string> }): void {
  const texts = [...header.argv, ...Object.entries(header.env).flat(), header.cwd];
  if (header.argv.length === 0 || header.argv[0] === "") throw refuse("a program must be named", "argv");
  if (texts.some((text) => text.includes("\0"))) throw refuse("no text may contain a zero byte", "argv");
  if (Object.keys(header.env).some((name) => name === "" || name.includes("="))) {
    throw refuse("names of variables must not be empty or contain =", "env");
  }
  if (texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > maxArgumentBytes) {
    throw refuse("arguments and environment together may take 1 MiB; use stdin or a file", "argv");
  }
}

/** Output up to a cap. The agent cuts too; this holds even if a program has taken the agent over. */
class Capture {
  readonly #pieces: Buffer[] = [];
  #left: number;

  constructor(maxBytes: number) {
    this.#left = maxBytes;
  }

  add(piece: Buffer): void {
    const kept = piece.subarray(0, this.#left);
    this.#left -= kept.length;
    if (kept.length > 0) this.#pieces.push(kept);
  }

  text(): string {
    // As a stream, so that a character cut in two by the cap is left out instead of garbled.
    return new TextDecoder().decode(Buffer.concat(this.#pieces), { stream: this.#left === 0 });
  }
}
