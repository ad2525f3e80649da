import type { NamedUsage } from "./spool.ts";

interface Entry {
  readonly event: NamedUsage;
  /** Counted up: of two events the later one has the higher. */
  readonly seq: number;
  /** Not sent before, unless everything is; milliseconds of the clock. */
  readonly dueAt: number;
  readonly isPart: boolean;
}

/** So many broken streams are remembered after their reports have left, in case their ends come still. */
const mostParts = 1_000;

/** Events that have not arrived: those that wait, and those that are being sent. One an id. */
export function createBuffer() {
  const waiting = new Map<string, Entry>();
  const sending = new Map<string, Entry>();
  const parts = new Set<string>();
  let seq = 0;

  return {
    get size(): number {
      return waiting.size + sending.size;
    },
    /** The number given last. */
    get last(): number {
      return seq;
    },
    /** The number of the oldest event that has not arrived; `Infinity` when there is none. */
    oldest(): number {
      let least = Infinity;
      for (const entries of [waiting, sending])
        for (const entry of entries.values()) least = Math.min(least, entry.seq);
      return least;
    },
    /** How many may be sent by now, up to `most`. */
    due(most: number, now: number): number {
      let found = 0;
      for (const { dueAt } of waiting.values()) {
        if (dueAt <= now && ++found === most) break;
      }
      return found;
    },
    /** Adds an event in the place of the one with its id. Gives it back as it will be sent; nothing when it says nothing new. */
    put(event: NamedUsage, dueAt = 0, isPart = false): NamedUsage | undefined {
      let named = event;
      if (parts.has(event.eventId)) {
        if (isPart) return undefined;
        // The part has gone out under this id, and a server refuses another content for it.
        named = { ...event, eventId: `${event.eventId}:end` };
      }
      const before = waiting.get(named.eventId);
      waiting.set(named.eventId, { event: named, seq: before?.seq ?? ++seq, dueAt, isPart });
      return named;
    },
    /** Moves up to `most` events over to those being sent: the due ones, or with `all` any. */
    take(most: number, now: number, all: boolean): NamedUsage[] {
      const taken: NamedUsage[] = [];
      for (const [id, entry] of waiting) {
        if (taken.length === most) break;
        // Two contents of one id must not be on their way together.
        if ((!all && entry.dueAt > now) || sending.has(id)) continue;
        waiting.delete(id);
        sending.set(id, entry);
        if (entry.isPart) remember(id);
        taken.push(entry.event);
      }
      return taken;
    },
    /** The event has arrived, or was given up. */
    done(id: string): void {
      sending.delete(id);
    },
    /** Takes out the oldest that waits. */
    dropOldest(): NamedUsage | undefined {
      const [oldest] = waiting.values();
      if (oldest) waiting.delete(oldest.event.eventId);
      return oldest?.event;
    },
    /** Takes out everything. */
    clear(): NamedUsage[] {
      const left = [...sending.values(), ...waiting.values()].map(({ event }) => event);
      waiting.clear();
      sending.clear();
      return left;
    },
  };

  function remember(id: string): void {
    parts.add(id);
    const [first] = parts;
    if (parts.size > mostParts && first !== undefined) parts.delete(first);
  }
}

export type Buffer = ReturnType<typeof createBuffer>;
