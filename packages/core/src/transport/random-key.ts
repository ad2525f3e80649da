/**
 * A random name for one call, of 128 bits. Not `crypto.randomUUID`: browsers have that on secure pages only, and
 * a server in the local network is often reached by plain http.
 */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");
