import { fail } from "../http/errors/http-error.ts";
import type { IndexRow } from "./find-index.ts";

/** Longest id, in bytes of UTF-8: what every engine takes. */
const maxIdBytes = 512;

/** Refuses what an engine could not take: once committed, rows must be searchable. */
export function checkInput({ id }: { readonly id?: string | undefined }, param: string): void {
  if (id === undefined || Buffer.byteLength(id) <= maxIdBytes) return;
  const message = `"${param}.id" is longer than ${maxIdBytes} bytes of UTF-8. Use a shorter one.`;
  fail(400, "invalid_params", message, { param: `${param}.id` });
}

/** The numbers as they are kept; 400 when they are not as many as the index has dimensions, or too large. */
export function toValues(numbers: readonly number[], index: IndexRow, param: string): Float32Array {
  if (numbers.length !== index.dimension) {
    const message = `"${param}" has ${numbers.length} numbers; the index ${index.name} has ${index.dimension} dimensions.`;
    fail(400, "wrong_dimension", message, { param });
  }
  const values = Float32Array.from(numbers);
  if (values.every(Number.isFinite)) return values;
  return fail(400, "invalid_params", `"${param}" holds a number above 3.4e38, which 32 bits cannot.`, {
    param,
  });
}
