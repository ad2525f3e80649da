import { fail } from "../errors/http-error.ts";

/** A header the caller chose freely: visible ASCII, at most `longest` characters. */
export function headerOf(headers: Headers, name: string, longest: number): string | undefined {
  const value = headers.get(name);
  if (value === null || value === "") return undefined;
  if (value.length > longest || !/^[\x20-\x7e]+$/.test(value)) {
    fail(400, "invalid_header", `The header ${name} must be at most ${longest} plain ASCII characters.`, {
      param: name,
    });
  }
  return value;
}
