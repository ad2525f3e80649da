import type { WebSocket } from "ws";

/**
 * Pings, and cuts off a client that answered nothing since the last ping. Each time it also asks whether the client
 * may stay, and tells when it may not. Returns how to end it.
 */
export function heartbeat(
  peer: WebSocket,
  everyMs: number,
  isAllowed: () => Promise<boolean>,
  tellOff: () => void,
): () => void {
  let alive = true;
  const hear = () => void (alive = true);
  peer.on("pong", hear).on("message", hear);
  const timer = setInterval(() => {
    isAllowed().then(
      (allowed) => allowed || tellOff(),
      // A database that is away for a moment is no reason to end a connection.
      () => {},
    );
    // Its answers wait behind messages that the handler has not read yet.
    if (peer.isPaused) return;
    if (!alive) return peer.terminate();
    alive = false;
    peer.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
