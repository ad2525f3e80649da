import { ConfigurationError } from "../errors/client-errors.ts";

/** Refuses numbers with which every call would wait for ever, or none ever would. */
export function atLeast(
  least: number,
  options: Readonly<Record<string, number>>,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value >= least && value <= most) continue;
    throw new ConfigurationError(`\`${name}\` must be a number from ${least} to ${most}.`, {
      code: "invalid_option",
      param: name,
    });
  }
}
