/**
 * A random name for one call. Not `crypto.randomUUID`: browsers have that on secure pages only, and a server
 * in the local network is often reached by plain http.
 */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
