/**
 * A random name for one call. Where there is no `crypto.randomUUID` (browsers have it on secure pages only, and a
 * server in the local network is often reached by plain http) by hand.
 */
export const randomKey = (): string =>
  crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
