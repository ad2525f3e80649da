/** A float32 tensor; its shape is innermost first, as the format has it. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const ALIGNMENT = 32;
const U32 = 4;
const I32 = 5;
const F32 = 6;
const BOOL = 7;
const STRING = 8;
const ARRAY = 9;

/**
 * The bytes of a GGUF version 3 file. Metadata values: a number is a uint32, a string and a boolean are themselves,
 * `{ float }` and `{ floats }` are float32, an array holds strings or int32.
 */
export function ggufBytes(metadata: Readonly<Record<string, unknown>>, tensors: readonly Tensor[]): Buffer {
  const head: Buffer[] = [
    Buffer.from("GGUF"),
    u32(3),
    u64(tensors.length),
    u64(Object.keys(metadata).length),
  ];
  for (const [key, value] of Object.entries(metadata)) head.push(text(key), entry(value));
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    head.push(text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset));
    offset += aligned(data.byteLength);
  }
  const header = Buffer.concat(head);
  return Buffer.concat([
    padded(header),
    ...tensors.map(({ data }) => padded(Buffer.from(data.buffer, data.byteOffset, data.byteLength))),
  ]);
}

function entry(value: unknown): Buffer {
  if (typeof value === "string") return Buffer.concat([u32(STRING), text(value)]);
  if (typeof value === "number") return Buffer.concat([u32(U32), u32(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(BOOL), Buffer.from([value ? 1 : 0])]);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const strings = typeof items[0] === "string";
    const body = items.map((item) => (strings ? text(String(item)) : u32(Number(item))));
    return Buffer.concat([u32(ARRAY), u32(strings ? STRING : I32), u64(items.length), ...body]);
  }
  if (typeof value === "object" && value !== null && "float" in value)
    return Buffer.concat([u32(F32), f32(Number(value.float))]);
  if (typeof value === "object" && value !== null && "floats" in value && Array.isArray(value.floats)) {
    const floats: readonly unknown[] = value.floats;
    return Buffer.concat([
      u32(ARRAY),
      u32(F32),
      u64(floats.length),
      ...floats.map((item) => f32(Number(item))),
    ]);
  }
  throw new TypeError("No GGUF type for this value");
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);
