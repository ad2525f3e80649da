import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** An address of this machine at which nobody listens, as long as it is held. */
export interface DeadAddress {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  release(): void;
}

/**
 * Finds a port and keeps it dead: one open connection holds the port, so that no other program is given it, and
 * its listener is closed, so that the system refuses every connection.
 */
export async function deadAddress(): Promise<DeadAddress> {
  const listener = createServer();
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const { port } = listener.address() as AddressInfo;
  const holding = connect(port, "127.0.0.1");
  const [held] = (await once(listener, "connection")) as [Socket];
  listener.close();
  for (const socket of [holding, held]) socket.on("error", () => {}).unref();
  return {
    url: `http://127.0.0.1:${port}`,
    release: () => {
      holding.destroy();
      held.destroy();
    },
  };
}
