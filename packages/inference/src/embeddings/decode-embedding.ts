/** A vector as numbers; base64 holds little-endian 32-bit floats. */
export function toNumbers(embedding: number[] | string): number[] {
  if (typeof embedding !== "string") return embedding;
  const bytes = Uint8Array.from(atob(embedding), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
