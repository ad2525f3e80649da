import type { Socket } from "node:net";
import type { Client } from "undici";

/** How long a connection has been idle before it counts as not needed: bursts come one after the other. */
const graceMs = 500;

interface Held {
  readonly client: Client;
  readonly socketOf: () => Socket | undefined;
  idleSince: number;
}

/**
 * Closes the connections to one host that stay idle beyond `most`: undici limits the time they stay open, not
 * their number. Only the socket goes; undici opens a new one when it needs it.
 */
export function idleLimit(most: number): { add(client: Client, socketOf: Held["socketOf"]): void } {
  const all = new Set<Held>();
  let timer: NodeJS.Timeout | undefined;
  // Set once for a burst, and never what keeps a process alive.
  const look = () => (timer ??= setTimeout(trim, graceMs).unref());
  const trim = () => {
    timer = undefined;
    const idle = [...all].filter(({ client }) => client.stats.connected && client.stats.size === 0);
    // The earliest are kept: undici gives them work first.
    const spare = idle.slice(most);
    const before = performance.now() - graceMs;
    const unused = spare.filter(({ idleSince }) => idleSince <= before);
    for (const { socketOf } of unused) socketOf()?.destroy();
    if (unused.length < spare.length) look();
  };
  return {
    add(client, socketOf) {
      const held = { client, socketOf, idleSince: 0 };
      all.add(held);
      client.on("drain", () => {
        held.idleSince = performance.now();
        look();
      });
      // undici makes a new one in its place.
      client.on("connectionError", () => all.delete(held));
    },
  };
}
