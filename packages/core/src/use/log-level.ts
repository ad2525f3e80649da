import { ConfigurationError } from "../errors/client-errors.ts";

const levels = ["debug", "info", "warn", "error", "off"] as const;

/** The least that is said: each level says also what those behind it say. */
export type LogLevel = (typeof levels)[number];

/** Whether a level is said where at least another one is. */
export const isSaid = (level: LogLevel, least: LogLevel): boolean =>
  levels.indexOf(level) >= levels.indexOf(least);

/** The level of the options, else of the environment, else `info`. */
export function logLevel(level: LogLevel | undefined): LogLevel {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const asked = level ?? (process?.env?.["PLATFORM_LOG"] || "info").toLowerCase();
  const found = levels.find((known) => known === asked);
  if (found) return found;
  const param = level === undefined ? "PLATFORM_LOG" : "level";
  throw new ConfigurationError(`${param}: must be one of ${levels.join(", ")}.`, {
    code: "invalid_option",
    param,
  });
}
