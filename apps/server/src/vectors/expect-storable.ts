import { fail } from "../http/errors/http-error.ts";

/** Refuses text that the database cannot keep, wherever it is in a value: NUL, and halves of a pair. */
export function expectStorable(value: unknown, param: string): void {
  if (typeof value === "string") {
    // In Unicode mode this class only matches halves of a pair that stand alone.
    if (value.includes("\0") || /\p{Surrogate}/u.test(value)) {
      fail(400, "invalid_params", `"${param}" is not valid: write well-formed Unicode without NUL.`, {
        param,
      });
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      expectStorable(key, param);
      expectStorable(entry, `${param}.${key}`);
    }
  }
}
