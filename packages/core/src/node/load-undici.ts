import { ConfigurationError } from "../errors/client-errors.ts";

export type Undici = typeof import("undici");

/** Where Node's own `fetch` looks for what it sends through. */
const globalDispatcher = Symbol.for("undici.globalDispatcher.1");

let loaded: Promise<Undici> | undefined;

/**
 * Loads undici when it is first needed, so that the rest of this entry works without it.
 *
 * @throws {ConfigurationError} when it is not installed, or this Node is too old for it.
 */
export function loadUndici(): Promise<Undici> {
  return (loaded ??= load());
}

async function load(): Promise<Undici> {
  const globals = globalThis as { [globalDispatcher]?: unknown };
  const before = globals[globalDispatcher];
  try {
    const undici = await import("undici");
    // Loading it puts its agent under Node's own `fetch`, which is not ours to change.
    if (globals[globalDispatcher] !== before) globals[globalDispatcher] = before;
    return undici;
  } catch (error) {
    loaded = undefined;
    const { code } = error as { code?: string };
    throw new ConfigurationError(
      `pool() needs undici 8 and Node 22.19 or newer (${code ?? String(error)}); to install it: npm install undici@8.`,
      { code: "missing_undici" },
    );
  }
}
