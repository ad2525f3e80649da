import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server on which every connection is cut after so many bytes of answers, or of requests. */
export interface CuttingProxy {
  readonly url: string;
  connections(): number;
  stop(): Promise<void>;
}

export async function startCuttingProxy(
  target: string,
  answerBytes: number,
  requestBytes = Infinity,
): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    connections++;
    const upstream = connect(Number(port), hostname);
    let passed = 0;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", () => {
        sockets.delete(socket);
        cut();
      });
    }
    let sent = 0;
    client.on("data", (chunk: Buffer) => {
      sent += chunk.length;
      if (!upstream.write(chunk)) {
        client.pause();
        upstream.once("drain", () => client.resume());
      }
      if (sent >= requestBytes) cut();
    });
    upstream.on("data", (chunk: Buffer) => {
      const part = chunk.subarray(0, answerBytes - passed);
      passed += part.length;
      if (!client.write(part)) {
        upstream.pause();
        client.once("drain", () => upstream.resume());
      }
      if (passed >= answerBytes) client.end(() => client.resetAndDestroy());
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
