import { ConfigurationError } from "../errors/client-errors.ts";
import type { Discovered } from "./discover.ts";
import { join, readText } from "./files-node.ts";

export const profileFile = (home: string): string => join(home, "profiles.json");

/**
 * Everything in the profile file, as it stands there; `undefined` without a file, or when nothing is in it.
 *
 * @throws {ConfigurationError} for a file that is no JSON object.
 */
export function readProfileFile(home: string): Record<string, unknown> | undefined {
  const file = profileFile(home);
  const text = readText(file)?.trim();
  if (!text) return undefined;
  warnIfOpen(file);
  const parsed = parse(text);
  if (Object(parsed) === parsed && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw new ConfigurationError(`${file} is no JSON object: mend or delete it.`, {
    code: "invalid_profile",
    param: "profile",
  });
}

/** The parser's own error would quote the file, in which keys are. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One profile. Without a file, `default` is an empty one.
 *
 * @throws {ConfigurationError} for any other name that the file does not have.
 */
export function profileOf(home: string, name: string): { apiKey?: string; baseUrl?: string } {
  const all = readProfileFile(home) ?? {};
  if (!Object.hasOwn(all, name) && name !== "default") throw unknownProfile(name, Object.keys(all));
  const { apiKey, baseUrl }: Discovered = Object(Object.hasOwn(all, name) ? all[name] : {});
  return { ...(typeof apiKey === "string" && { apiKey }), ...(typeof baseUrl === "string" && { baseUrl }) };
}

export function unknownProfile(name: string, known: readonly string[]): ConfigurationError {
  const there = known.length > 0 ? `there are: ${known.join(", ")}` : "there are none";
  return new ConfigurationError(`No profile is called "${name}"; ${there}. saveProfile() makes one.`, {
    code: "unknown_profile",
    param: "profile",
  });
}

let warned = false;

/** Said once: whoever can read the file has the keys. */
function warnIfOpen(file: string): void {
  // Windows has no such bits.
  if (warned || process.platform === "win32") return;
  if (!(process.getBuiltinModule("node:fs").statSync(file).mode & 0o077)) return;
  warned = true;
  process.emitWarning(`Other users may open ${file}, which holds API keys. Run: chmod 600 ${file}`, {
    code: "PLATFORM_OPEN_PROFILES",
  });
}
