import type { Logger } from "pino";

/** What came of opening an engine: the engine, or notes on why there is none; neither when none was wished for. */
export interface Tried<T> {
  readonly engine: T | undefined;
  readonly notes: readonly string[];
}

/** Opens an engine. A failure is logged and told with its fix (a whole sentence), never thrown. */
export async function tryToOpen<T>(
  log: Logger,
  what: string,
  fix: string,
  open: () => Promise<T> | undefined,
): Promise<Tried<T>> {
  try {
    return { engine: await open(), notes: [] };
  } catch (error) {
    log.error({ err: error }, `the ${what} could not be opened`);
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.?$/, ".");
    return { engine: undefined, notes: [`The ${what} could not be opened: ${reason} ${fix}`] };
  }
}
