import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as v from "valibot";
import { cleanText } from "../block-process/clean.ts";
import { childMessage, type StartMessage } from "../block-process/messages.ts";
import type { EventWriter } from "./event-writer.ts";
import { forkBlock } from "./fork-block.ts";
import type { Outcome } from "./outcome.ts";

const killAfterMs = 2_000;
const longestLine = 8_192;

/** Runs one attempt in a process of its own and resolves when that process is gone. It never rejects. */
export async function runBlock(
  start: StartMessage,
  events: EventWriter,
  /** Aborted to end the process early, with the outcome as the reason. */
  signal: AbortSignal,
): Promise<Outcome> {
  const child = forkBlock();
  let said: Outcome | undefined;
  const kill = () => endProcess(child);
  signal.addEventListener("abort", kill, { once: true });
  if (signal.aborted) kill();

  child.on("message", (raw) => {
    const read = v.safeParse(childMessage, raw);
    // A process that is being ended complains of being ended; that is not the task's outcome.
    if (!read.success || signal.aborted || said) return;
    const message = read.output;
    if (message.type === "log") {
      for (const line of message.line.split(/\r?\n/)) void events.add(logLine("stdout", line));
    } else if (message.type === "progress") {
      void events.add({ ...message, message: message.message && cleanText(message.message) });
    } else if (message.type === "completed") said = { kind: "completed", result: message.result };
    else said = { kind: "failed", code: message.code, message: message.message };
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`It did not start: ${error.message}`));
    child.once("close", (code, killed) =>
      resolve(killed ? `It was ended by ${killed}.` : `It exited with ${code}.`),
    );
  });
  // A process that is gone already takes no message; its exit tells.
  child.send(start, () => {});
  const outputs = [follow(child.stdout, "stdout", events), follow(child.stderr, "stderr", events)];
  const how = await exited;
  await Promise.all(outputs);
  signal.removeEventListener("abort", kill);
  if (said) return said;
  return signal.aborted ? (signal.reason as Outcome) : { kind: "lost", reason: how };
}

/** Asks it to end; two seconds later makes it. */
function endProcess(child: ChildProcess): void {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  child.once("exit", () => clearTimeout(timer));
}

async function follow(
  output: Readable | null,
  stream: "stdout" | "stderr",
  events: EventWriter,
): Promise<void> {
  if (output === null) return;
  for await (const line of createInterface({ input: output, crlfDelay: Infinity })) {
    await events.add(logLine(stream, line));
  }
}

function logLine(stream: "stdout" | "stderr", line: string) {
  const cut = line.length > longestLine ? `${line.slice(0, longestLine)}… (cut)` : line;
  return { type: "log" as const, stream, line: cleanText(cut) };
}
