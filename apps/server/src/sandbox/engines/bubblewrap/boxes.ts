import { EngineError } from "../../../engine-error.ts";
import type { SandboxSpec } from "../../engine.ts";
import { startBox, type Box, type BoxPlace } from "./box.ts";
import type { CgroupTree } from "./cgroup-tree.ts";
import { killProcessesOf } from "./processes.ts";
import type { UidPool } from "./uid.ts";

/** The sandboxes that live now, and what each of them holds of the host. */
export interface Boxes {
  create(spec: SandboxSpec, signal: AbortSignal): Promise<void>;
  /** @throws EngineError `not_found` when it does not live (any more). */
  get(id: string): Promise<Box>;
  kill(id: string): Promise<void>;
  ids(): string[];
  close(): Promise<void>;
}

interface Entry {
  readonly started: Promise<Box>;
  /** Settles when nothing is left of it; absent while it lives. */
  gone?: Promise<void>;
  /** Gives back what it held of the host. */
  readonly release: (hadStarted: boolean) => Promise<void>;
}

/** For how many sandboxes that ended by themselves it is remembered that they did. */
const maxRemembered = 1_000;

export function openBoxes(
  place: Pick<BoxPlace, "bubblewrap" | "runtime">,
  uids: UidPool | undefined,
  cgroups: CgroupTree | undefined,
): Boxes {
  const entries = new Map<string, Entry>();
  const endedAlone = new Set<string>();
  let created = 0;
  let closed = false;

  /** Ends a sandbox once, whoever asks and however often, and gives back what it held. */
  function retire(id: string, entry: Entry): Promise<void> {
    entry.gone ??= (async () => {
      try {
        const box = await entry.started.catch(() => undefined);
        await box?.end("the sandbox was killed");
        await entry.release(box !== undefined);
      } finally {
        entries.delete(id);
      }
    })();
    return entry.gone;
  }

  function onEnd(id: string): void {
    const entry = entries.get(id);
    if (!entry || entry.gone) return;
    endedAlone.add(id);
    for (const oldest of endedAlone) {
      if (endedAlone.size <= maxRemembered) break;
      endedAlone.delete(oldest);
    }
    // A failure stays with the entry: its user id is not used again.
    retire(id, entry).catch(() => {});
  }

  return {
    async create(spec, signal) {
      if (closed) throw new EngineError("unavailable", "the sandbox engine is closed");
      if (entries.has(spec.id)) throw new EngineError("conflict", `sandbox ${spec.id} exists already`);
      checkLimits(spec);
      const uid = uids?.take();
      const giveUid = () => void (uid !== undefined && uids?.give(uid));
      let cgroup;
      try {
        cgroup = cgroups?.create(`box-${++created}`, spec.limits);
      } catch (cause) {
        giveUid();
        throw new EngineError("unavailable", "the limits of the sandbox could not be set", { cause });
      }
      const release = async (hadStarted: boolean) => {
        // Bubblewrap killed half-way does not always take its child along.
        if (!hadStarted && uid !== undefined) killProcessesOf(uid, uid);
        await cgroup?.remove();
        giveUid();
      };
      endedAlone.delete(spec.id);
      const started = startBox(spec, { ...place, uid, cgroup }, () => onEnd(spec.id), signal);
      const entry: Entry = { started, release };
      entries.set(spec.id, entry);
      try {
        await started;
      } catch (error) {
        await retire(spec.id, entry);
        endedAlone.delete(spec.id);
        throw error;
      }
    },
    async get(id) {
      const entry = entries.get(id);
      if (entry && !entry.gone) return entry.started;
      const why = endedAlone.has(id) ? `sandbox ${id} has ended unexpectedly` : `there is no sandbox ${id}`;
      throw new EngineError("not_found", why);
    },
    async kill(id) {
      const entry = entries.get(id);
      if (entry) await retire(id, entry);
    },
    ids: () => [...entries].filter(([, entry]) => !entry.gone).map(([id]) => id),
    async close() {
      closed = true;
      await Promise.all([...entries].map(([id, entry]) => retire(id, entry)));
    },
  };
}

function checkLimits({ limits }: SandboxSpec): void {
  for (const [param, value] of Object.entries(limits)) {
    if (!(Number.isFinite(value) && value > 0)) {
      throw new EngineError("invalid_input", `${param} must be a positive number`, { param });
    }
  }
}
