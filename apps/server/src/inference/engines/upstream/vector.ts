/** A vector from numbers, or from base64 of little-endian float32. Undefined when the bytes do not fit. */
export function decodeVector(embedding: string | readonly number[]): Float32Array | undefined {
  if (typeof embedding !== "string") return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, "base64");
  if (bytes.length % 4 !== 0) return undefined;
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** The vector scaled to length 1. Undefined when it has no direction: empty, all zeros, or not finite. */
export function unitLength(vector: Float32Array | undefined): Float32Array | undefined {
  if (vector === undefined) return undefined;
  // Scaling by the largest member first keeps the squares of very large or small ones within range.
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest) || largest === 0) return undefined;
  const length = Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0));
  return vector.map((value) => value / largest / length);
}
