/**
 * A random name for one call. Browsers have `crypto.randomUUID` on secure pages only, and a server in the local
 * network is often reached by plain http: there it need not be a secret, only unlike any other.
 */
export const randomKey = (): string => crypto.randomUUID?.() ?? `${Math.random()}-${Math.random()}`;
