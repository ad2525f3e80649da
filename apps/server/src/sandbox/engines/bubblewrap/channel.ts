import type { Duplex } from "node:stream";
import { EngineError, type EngineErrorCode } from "../../../engine-error.ts";
import { encodeFrame, frameReader, type Frame } from "./frames.ts";

/** The server's end of the talk with one agent. */
export interface Channel {
  /** Settles when the agent answers for the first time. */
  readonly ready: Promise<void>;
  /** Opens a conversation: `take` gets its replies; `lost` is called at most once, instead of further replies. */
  open(take: (frame: Frame) => void, lost: (error: EngineError) => void): { id: number; close(): void };
  send(header: Frame["header"], body?: Uint8Array): void;
  /** Ends every conversation with this reason. The first reason stays. */
  lose(reason: string): void;
}

export function openChannel(stream: Duplex, onLost: () => void): Channel {
  const talks = new Map<number, { take: (frame: Frame) => void; lost: (error: EngineError) => void }>();
  const read = frameReader();
  let lastId = 0;
  let lostBecause: string | undefined;

  function lose(reason: string): void {
    if (lostBecause !== undefined) return;
    lostBecause = reason;
    stream.destroy();
    const ended = [...talks.values()];
    talks.clear();
    for (const talk of ended) talk.lost(new EngineError("unavailable", reason));
    onLost();
  }

  function open(take: (frame: Frame) => void, lost: (error: EngineError) => void) {
    const id = lastId++;
    talks.set(id, { take, lost });
    if (lostBecause !== undefined) {
      talks.delete(id);
      lost(new EngineError("unavailable", lostBecause));
    }
    return { id, close: () => void talks.delete(id) };
  }

  // The agent's greeting is conversation 0.
  const ready = new Promise<void>((resolve, reject) => void open(() => resolve(), reject));
  // Who waits is told; when the start is given up before, nobody waits.
  ready.catch(() => {});

  stream.on("data", (piece: Buffer) => {
    try {
      for (const frame of read(piece)) talks.get(Number(frame.header["id"]))?.take(frame);
    } catch {
      lose("the sandbox ended: its agent was tampered with");
    }
  });
  stream.on("error", () => lose("the sandbox ended unexpectedly"));
  stream.on("close", () => lose("the sandbox ended unexpectedly"));

  return {
    ready,
    open,
    lose,
    send(header, body) {
      if (lostBecause !== undefined) return;
      const [start, rest] = encodeFrame(header, body);
      stream.cork();
      stream.write(start);
      if (rest.length > 0) stream.write(rest);
      stream.uncork();
    },
  };
}

const agentCodes: readonly EngineErrorCode[] = ["not_found", "conflict", "limit_exceeded", "invalid_input"];

/** What the agent says went wrong. `errno` is its short name, e.g. `ENOSPC`. */
export class AgentError extends EngineError {
  readonly errno: string;
  constructor(header: Frame["header"]) {
    const code = agentCodes.find((known) => known === header["code"]) ?? "upstream_failed";
    super(code, String(header["message"]).slice(0, 300));
    this.errno = String(header["errno"]);
  }
}
