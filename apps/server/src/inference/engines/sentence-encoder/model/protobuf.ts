/** Encoded bytes in order, not yet joined: the weights are never copied. */
export interface Encoded {
  readonly parts: readonly Uint8Array[];
  readonly size: number;
}

/** A whole number field. */
export function int(field: number, value: number): Encoded {
  return join([varint(field * 8), varint(value)]);
}

/** A 32-bit float field. */
export function float(field: number, value: number): Encoded {
  const bytes = new Uint8Array(5);
  bytes[0] = field * 8 + 5;
  new DataView(bytes.buffer).setFloat32(1, value, true);
  return one(bytes);
}

/** A text field. */
export function text(field: number, value: string): Encoded {
  return bytes(field, new TextEncoder().encode(value));
}

/** A bytes field. */
export function bytes(field: number, value: Uint8Array): Encoded {
  return message(field, [one(value)]);
}

/** A field that holds other fields. */
export function message(field: number, fields: readonly Encoded[]): Encoded {
  const body = join(fields);
  return join([varint(field * 8 + 2), varint(body.size), body]);
}

/** Fields one after another. */
export function join(fields: readonly Encoded[]): Encoded {
  return {
    parts: fields.flatMap((field) => field.parts),
    size: fields.reduce((sum, field) => sum + field.size, 0),
  };
}

function one(part: Uint8Array): Encoded {
  return { parts: [part], size: part.length };
}

function varint(value: number): Encoded {
  const out: number[] = [];
  // BigInt, because a negative number is written as 64 bits of two's complement.
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return one(Uint8Array.of(...out, low));
    out.push(low | 128);
  }
}
