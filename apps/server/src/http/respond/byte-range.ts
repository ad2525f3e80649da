/** Places of the first byte and of the one after the last. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The part that a request asks for by `Range`: undefined for the whole content, `"none"` for a part that lies
 * outside of it. Several parts at once, and what is no range of bytes, are answered with the whole, as HTTP allows.
 */
export function byteRange(headers: Headers, etag: string, size: number): ByteRange | "none" | undefined {
  const asked = /^bytes=(\d{1,15})?-(\d{1,15})?$/.exec(headers.get("range")?.trim() ?? "");
  if (asked === null) return undefined;
  const condition = headers.get("if-range");
  // Only the very same content may be joined to what the client has. A date says too little.
  if (condition !== null && condition !== etag) return undefined;
  const [, first, last] = asked;
  if (first === undefined) {
    if (last === undefined) return undefined;
    return within({ from: Math.max(0, size - Number(last)), to: size }, size);
  }
  if (last !== undefined && Number(last) < Number(first)) return undefined;
  return within(
    { from: Number(first), to: Math.min(size, last === undefined ? size : Number(last) + 1) },
    size,
  );
}

const within = (range: ByteRange, size: number): ByteRange | "none" => (range.from < size ? range : "none");
