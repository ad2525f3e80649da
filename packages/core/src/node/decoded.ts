import { type Duplex, pipeline, Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** What an answer may be packed with, as told to the server. */
export const codings = "gzip, deflate, br";

const makers: Record<string, () => Duplex> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Unpacks a body by its `content-encoding`. One that was not asked for is left as it is. A body that breaks off
 * fails, which it would not with the settings of the global `fetch`.
 */
export function decoded(body: ReadableStream<Uint8Array>, encoding: string): ReadableStream<Uint8Array> {
  const make = makers[encoding.trim().toLowerCase()];
  if (!make) return body;
  const unpacked = pipeline(Readable.fromWeb(body as NodeStream<Uint8Array>), make(), () => {});
  return Readable.toWeb(unpacked as unknown as Readable) as ReadableStream<Uint8Array>;
}
