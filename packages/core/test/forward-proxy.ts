import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ForwardProxy extends AsyncDisposable {
  readonly url: string;
  /** `CONNECT host:port` or `GET http://host/path`, with the credentials it came with. */
  readonly seen: { line: string; authorization: string | undefined }[];
}

/** A real forward proxy on loopback. Every host is looked up as 127.0.0.1; with `password`, nobody else is served. */
export async function forwardProxy(password?: string): Promise<ForwardProxy> {
  const seen: ForwardProxy["seen"] = [];
  const sockets = new Set<Socket>();
  const expected = password && `Basic ${Buffer.from(password).toString("base64")}`;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const { "proxy-authorization": authorization, ...rest } = headers;
    seen.push({ line: `${method} ${url}`, authorization });
    if (expected && authorization !== expected) return response.writeHead(407).end("who are you?");
    const { port, pathname, search } = new URL(url);
    const options = { host: "127.0.0.1", port, path: pathname + search, method, headers: rest };
    const onward = send(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward.on("error", () => response.writeHead(502).end()));
  });
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    const authorization = headers["proxy-authorization"];
    seen.push({ line: `CONNECT ${url}`, authorization });
    if (expected && authorization !== expected) {
      return socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    }
    const onward = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward.on("error", () => socket.destroy()));
    socket.on("error", () => onward.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
