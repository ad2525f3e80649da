import { EngineError } from "../engine-error.ts";
import { fail } from "../http/errors/http-error.ts";
import type { Filter } from "./engine.ts";
import { parseFilter } from "./filter/parse-filter.ts";

/** The filter of a search, checked; 400 `invalid_filter` with the place otherwise. */
export function readFilter(value: unknown): Filter | undefined {
  if (value === undefined) return undefined;
  try {
    return parseFilter(value);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return fail(400, "invalid_filter", `${error.message}.`, { param: error.param ?? "filter" });
  }
}
