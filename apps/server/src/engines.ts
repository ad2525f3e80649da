import type { ChatEngine, EmbeddingEngine } from "./inference/engine.ts";
import type { SandboxEngine } from "./sandbox/engine.ts";
import type { VectorEngine } from "./vectors/engine.ts";

/**
 * What stands where an engine should: the engine, or why there is none and how to get it. Whole sentences.
 * `notes` say what an engine that works otherwise lacks, and how to mend it.
 */
export type Slot<T> =
  | { readonly ok: true; readonly engine: T; readonly notes?: readonly string[] }
  | { readonly ok: false; readonly reason: string; readonly fix: string };

/** The engines that handlers may ask for. */
export interface Engines {
  readonly sandbox: Slot<SandboxEngine>;
  readonly embedding: Slot<EmbeddingEngine>;
  readonly chat: Slot<ChatEngine>;
  readonly vectors: Slot<VectorEngine>;
}

/** Opens one engine. Throwing disables it, and the message (a whole sentence) is shown as the reason. */
export interface EngineEntry {
  readonly name: keyof Engines;
  readonly open: () => Promise<Slot<{ close(): Promise<void> }>>;
}

const notInstalled: Slot<never> = {
  ok: false,
  reason: "This server was started without this engine.",
  fix: "Start it with the engine's settings.",
};

export interface OpenedEngines {
  readonly engines: Engines;
  /** Closes in the reverse order; a failure does not keep the next ones open. */
  close(): Promise<unknown[]>;
}

/** Opens the engines one after another. An engine that cannot be opened is missing, and says so. */
export async function openEngines(entries: readonly EngineEntry[]): Promise<OpenedEngines> {
  const slots: Record<string, Slot<{ close(): Promise<void> }>> = {
    sandbox: notInstalled,
    embedding: notInstalled,
    chat: notInstalled,
    vectors: notInstalled,
  };
  const opened: { close(): Promise<void> }[] = [];
  for (const { name, open } of entries) {
    const slot = await open().catch((error: unknown) => ({
      ok: false as const,
      reason: error instanceof Error ? error.message : String(error),
      fix: "Mend this and start the server again.",
    }));
    slots[name] = slot;
    if (slot.ok) opened.push(slot.engine);
  }
  return {
    // Each entry's `open` is typed by its slot where the list is written (`engineEntry`).
    engines: slots as unknown as Engines,
    async close() {
      const failures: unknown[] = [];
      for (const engine of opened.toReversed()) {
        await engine.close().catch((error: unknown) => failures.push(error));
      }
      return failures;
    },
  };
}

/** One line of the engine list, checked: the opener must give what the slot of that name holds. */
export function engineEntry<N extends keyof Engines>(name: N, open: () => Promise<Engines[N]>): EngineEntry {
  return { name, open };
}
