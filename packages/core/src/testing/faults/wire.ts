import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../server/answer.ts";
import type { Hit } from "./fault.ts";

/** Puts bytes on the connection; done once the system has them, or the connection is gone. */
export function put(socket: Socket, bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed || socket.writableEnded) return resolve();
    socket.once("close", resolve);
    socket.write(bytes, () => {
      socket.off("close", resolve);
      resolve();
    });
  });
}

/** The status line and headers as text, with nothing added to what is given. */
export function headText(
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>>,
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n`;
}

export const chunkHead = { "transfer-encoding": "chunked", connection: "close" };
export const lastChunk = "0\r\n\r\n";

/** One part of a chunked body. */
export function chunk(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength === 0) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

/** The body, or of one that comes in parts the first three: a stream may have no end. */
export async function sample({ body }: Answer): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const parts: Uint8Array[] = [];
  for await (const part of body) if (parts.push(part) === 3) break;
  return Buffer.concat(parts);
}

/** The first half of the sample: JSON that does not close, an event cut in its middle. */
export async function half(answer: Answer): Promise<Uint8Array> {
  const bytes = await sample(answer);
  return bytes.subarray(0, Math.ceil(bytes.byteLength / 2));
}

/** The body in parts. */
export async function* partsOf({ body }: Answer): AsyncIterable<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/** Lets what was put reach the other side before what follows. */
export const pause = (ms: number): Promise<void> => sleep(ms);

/** The body to its end, each part a chunk, and the connection closed behind it. */
export async function putBody(hit: Hit, parts: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of parts) await put(hit.socket, chunk(part));
  await put(hit.socket, lastChunk);
  hit.socket.end();
}

/** Breaks the connection off with a reset, once the bytes before it have had time to arrive. */
export async function reset(socket: Socket): Promise<void> {
  await pause(20);
  socket.resetAndDestroy();
}

/** Begins an answer with the headers it should have, its length left open. */
export const begin = (hit: Hit, { status, headers }: Answer): Promise<void> =>
  put(hit.socket, headText(status, { ...headers, ...chunkHead }));

/** Sends a whole answer made for the fault, and closes the connection. */
export async function sendRaw(
  hit: Hit,
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: Uint8Array | string,
): Promise<void> {
  const length = { "content-length": String(Buffer.byteLength(body)), connection: "close" };
  await put(hit.socket, headText(status, { ...length, ...headers }));
  await put(hit.socket, body);
  hit.socket.end();
}
