import { EngineError } from "../../../engine-error.ts";
import type { SandboxFile } from "../../engine.ts";
import type { Box } from "./box.ts";
import { AgentError } from "./channel.ts";
import { runCommand } from "./commands.ts";
import { converse } from "./converse.ts";

/** Silence of the agent on a file operation; a sandbox with a busy CPU share answers late, not never. */
const patienceMs = 60_000;
/** The agent lists no more than 10,000 entries; a longer list comes from an agent that was tampered with. */
const maxListBytes = 16 * 1024 * 1024;

export async function writeFile(
  box: Box,
  path: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const header = { op: "write", path: checkPath(path) };
  await named(
    path,
    converse(box.channel, { header, body: bytes, nextHeader: header, patienceMs }, isDone, signal),
  );
}

export async function readFile(
  box: Box,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const header = { op: "read", path: checkPath(path), maxBytes };
  return named(path, collect(box, header, "data", maxBytes, signal));
}

export async function listFiles(box: Box, path: string, signal: AbortSignal): Promise<SandboxFile[]> {
  const files: SandboxFile[] = [];
  let size = 0;
  const header = { op: "list", path: checkPath(path) };
  const listing = converse(
    box.channel,
    { header, patienceMs },
    (frame) => {
      if (frame.header["type"] === "done") return files;
      size += frame.body.length;
      if (size > maxListBytes) throw new EngineError("limit_exceeded", "the list is too long");
      const entries: unknown = JSON.parse(frame.body.toString());
      if (Array.isArray(entries)) files.push(...entries.map(toFile));
      return undefined;
    },
    signal,
  );
  return named(path, listing);
}

export async function removeFile(
  box: Box,
  path: string,
  options: { recursive: boolean },
  signal: AbortSignal,
): Promise<void> {
  const header = { op: "remove", path: checkPath(path) };
  try {
    await named(path, converse(box.channel, { header, patienceMs }, isDone, signal));
  } catch (error) {
    if (!(options.recursive && error instanceof AgentError && error.errno === "ENOTEMPTY")) throw error;
    // A tree may be deep and large: a process of its own takes it down while the agent serves others.
    const target = path.startsWith("/") ? path : `./${path}`;
    const request = { argv: ["/bin/rm", "-rf", "--", target], timeoutMs: patienceMs, maxOutputBytes: 1_000 };
    const { exitCode, stderr } = await runCommand(box, request, signal);
    if (exitCode !== 0)
      throw new EngineError("invalid_input", stderr.trim() || "not everything could be removed");
  }
}

/** Collects the pieces of one kind until the agent is done. */
function collect(
  box: Box,
  header: object,
  kind: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  return converse(
    box.channel,
    { header: { ...header }, patienceMs },
    (frame) => {
      if (frame.header["type"] === "done") return new Uint8Array(Buffer.concat(pieces));
      if (frame.header["type"] === kind) pieces.push(frame.body);
      size += frame.body.length;
      if (size > maxBytes) throw new EngineError("limit_exceeded", "the file is too large");
      return undefined;
    },
    signal,
  );
}

const isDone = (frame: { header: Readonly<Record<string, unknown>> }) =>
  frame.header["type"] === "done" ? true : undefined;

function checkPath(path: string): string {
  if (path === "" || path.includes("\0")) {
    throw new EngineError("invalid_input", "a path must not be empty or contain a zero byte", {
      param: "path",
    });
  }
  return path;
}

/** Puts the path into the agent's answer, which only has the system's words. */
async function named<T>(path: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AgentError) error.message = `${path}: ${explain(error)}`;
    throw error;
  }
}

const explain = ({ errno, message }: AgentError) =>
  errno === "EFBIG" ? "larger than allowed" : message.charAt(0).toLowerCase() + message.slice(1);

function toFile(entry: unknown): SandboxFile {
  const { name, path, type, sizeBytes, modifiedMs } = { ...(entry as Record<string, unknown>) };
  const known = (["file", "directory", "symlink"] as const).find((kind) => kind === type);
  return {
    name: String(name),
    path: String(path),
    type: known ?? "other",
    sizeBytes: Number(sizeBytes),
    modifiedAt: new Date(Number(modifiedMs)),
  };
}
