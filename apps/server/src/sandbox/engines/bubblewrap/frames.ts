/** A message between server and agent: a JSON header and raw bytes. On the wire: two big-endian lengths
 * (header + body, header), then the header, then the body. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** The agent is reachable by hostile programs, so what it may make the server hold is bounded. */
const maxFrameBytes = 4 * 1024 * 1024;
const emptyBody = Buffer.alloc(0);

/** The frame in two pieces, so that large bodies are not copied. */
export function encodeFrame(header: Frame["header"], body: Uint8Array = emptyBody): [Buffer, Uint8Array] {
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.allocUnsafe(8 + json.length);
  start.writeUInt32BE(json.length + body.length, 0);
  start.writeUInt32BE(json.length, 4);
  json.copy(start, 8);
  return [start, body];
}

/** Returns a function that takes the stream piece by piece and gives the frames that became whole.
 * @throws Error when the stream is not made of frames. */
export function frameReader(): (piece: Buffer) => Frame[] {
  let rest: Buffer = emptyBody;
  return (piece) => {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const frames: Frame[] = [];
    while (rest.length >= 8) {
      const size = rest.readUInt32BE(0);
      const headerSize = rest.readUInt32BE(4);
      if (size > maxFrameBytes || headerSize > size) throw new Error("the frame is malformed");
      if (rest.length < 8 + size) break;
      const header: unknown = JSON.parse(rest.toString("utf8", 8, 8 + headerSize));
      if (typeof header !== "object" || header === null) throw new Error("the frame has no header");
      frames.push({ header: { ...header }, body: rest.subarray(8 + headerSize, 8 + size) });
      rest = rest.subarray(8 + size);
    }
    return frames;
  };
}
