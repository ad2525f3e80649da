import { describe, expect, it } from "vitest";
import { encodeFrame, frameReader } from "./frames.ts";

const frames = [
  { header: { id: 1, text: "ä" }, body: Buffer.from([0, 255, 10]) },
  { header: { id: 2 }, body: Buffer.alloc(0) },
  { header: { id: 3 }, body: Buffer.alloc(300, 7) },
];
const wire = Buffer.concat(frames.flatMap(({ header, body }) => encodeFrame(header, body)));

describe("frames", () => {
  it("come out whole however the stream is cut", () => {
    for (let cut = 0; cut <= wire.length; cut++) {
      const read = frameReader();
      expect([...read(wire.subarray(0, cut)), ...read(wire.subarray(cut))]).toEqual(frames);
    }
    const read = frameReader();
    expect([...wire].flatMap((byte) => read(Buffer.from([byte])))).toEqual(frames);
  });

  it("are refused when they would fill the server's memory or are no frames", () => {
    expect(() => frameReader()(Buffer.from("ffffffff00000000", "hex"))).toThrow("malformed");
    expect(() => frameReader()(Buffer.from("0000000200000009", "hex"))).toThrow("malformed");
    expect(() => frameReader()(Buffer.from("00000004000000046e756c6c", "hex"))).toThrow("no header");
  });
});
