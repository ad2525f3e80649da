import { connect } from "node:net";
import type { WireRequest } from "./bad-request.ts";

export interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Writes the request byte by byte as told, on a connection of its own, and reads the whole answer. */
export async function send(url: string, key: string, request: WireRequest): Promise<WireAnswer> {
  const { hostname, port, host } = new URL(url);
  const { method, target, headers, body } = request;
  const has = (name: string) => headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(has("host") ? [] : [`host: ${host}`]),
    ...["connection: close", ...(key === "" ? [] : [`authorization: Bearer ${key}`])],
    ...(body === undefined || has("content-length") || has("transfer-encoding")
      ? []
      : [`content-length: ${body.byteLength}`]),
    ...headers,
  ];
  const socket = connect(Number(port), hostname);
  // The server may answer and close before it has read everything.
  socket.on("error", () => {});
  // Each character is one byte, so that a header may hold any.
  socket.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"));
  if (body !== undefined) socket.write(body);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  await new Promise((resolve) => socket.once("close", resolve));
  return parse(Buffer.concat(chunks).toString());
}

function parse(raw: string): WireAnswer {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, end);
  const [, status = "0"] = /^HTTP\/1\.1 (\d+)/.exec(head) ?? [];
  const [, type = ""] = /^content-type: *(.*)$/im.exec(head) ?? [];
  const rest = raw.slice(end + 4);
  const text = /^transfer-encoding: *chunked/im.test(head)
    ? rest.replaceAll(/^[0-9a-f]+\r\n|\r\n$/gm, "")
    : rest;
  return { status: Number(status), type: type.trim(), text };
}
