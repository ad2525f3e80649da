import { fail } from "../errors/http-error.ts";

/**
 * Refuses text that could not be kept as it was sent, wherever it stands in the parameters, names of fields
 * included: NUL, which the database has no place for, and halves of a pair, which UTF-8 has none for.
 */
export function expectText(params: unknown, mayHoldNul: readonly string[]): void {
  if (typeof params !== "object" || params === null) return;
  for (const [name, value] of Object.entries(params)) {
    const nul = mayHoldNul.includes(name);
    const fault = faultIn(name, name, false) ?? faultIn(value, name, nul);
    if (fault === undefined) continue;
    const needed = nul ? "well-formed Unicode" : "well-formed Unicode without NUL";
    fail(400, "invalid_params", `"${fault}" is not valid: write ${needed}.`, { param: fault });
  }
}

/** In Unicode mode this class only matches halves of a pair that stand alone. */
const halfPair = /\p{Surrogate}/u;

/** Where the text at fault is, as a dotted path. Bodies nest at most 64 deep, so recursion is safe. */
function faultIn(value: unknown, path: string, nul: boolean): string | undefined {
  if (typeof value === "string") {
    return !halfPair.test(value) && (nul || !value.includes("\0")) ? undefined : clean(path);
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "number" && Array.isArray(value)) continue;
    const where = `${path}.${key}`;
    const fault = faultIn(key, where, nul) ?? faultIn(inner, where, nul);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The path itself may hold the fault: shown so that logs and clients can take it. */
const clean = (path: string): string => path.replaceAll(/[\0\p{Surrogate}]/gu, "\ufffd");
