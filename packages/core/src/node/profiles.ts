import { createClient } from "../client/create-client.ts";
import type { ClientOptions } from "../client/options.ts";
import { platformHome } from "../discover/files-node.ts";
import { profileFile, profileOf, readProfileFile, unknownProfile } from "../discover/profile-file-node.ts";
import { ConfigurationError } from "../errors/client-errors.ts";
import { replaceFile } from "./replace-file.ts";

/** What a profile holds. */
export interface NewProfile {
  apiKey: string;
  /** Default: found elsewhere, or `http://127.0.0.1:8787`. */
  baseUrl?: string | undefined;
}

/**
 * The options of one profile of `~/.platform/profiles.json`, for `createClient`. The key is a function, so that
 * printing them does not show it.
 *
 * @throws {ConfigurationError} when there is no such profile; it lists those there are.
 * @example
 * const client = createClient({ ...profile("work"), timeoutMs: 5_000 });
 */
export function profile(name: string): ClientOptions {
  const home = platformHome();
  const all = readProfileFile(home) ?? {};
  if (!Object.hasOwn(all, name)) throw unknownProfile(name, Object.keys(all));
  const { apiKey, baseUrl } = profileOf(home, name);
  return { ...(apiKey && { apiKey: () => apiKey }), ...(baseUrl && { baseUrl }) };
}

/** Every profile by its name. */
export function readProfiles(): Record<string, ClientOptions> {
  const names = Object.keys(readProfileFile(platformHome()) ?? {});
  return Object.fromEntries(names.map((name) => [name, profile(name)]));
}

/**
 * Makes or replaces a profile. Only this user may read the file; it is replaced as a whole, so that no reader
 * finds half of one.
 *
 * @throws {ConfigurationError} for an empty name or key, an address that is none, or a file that is no JSON.
 * @example
 * saveProfile("work", { apiKey: "plat_…", baseUrl: "https://platform.example.com" });
 */
export function saveProfile(name: string, { apiKey, baseUrl }: NewProfile): void {
  if (!name) throw invalid("A profile needs a name.", "name");
  if (!apiKey) throw invalid("A profile needs an apiKey.", "apiKey");
  // Refuses an address that no client would take.
  if (baseUrl) createClient({ apiKey, baseUrl });
  change((all) => all.set(name, { apiKey, ...(baseUrl && { baseUrl }) }));
}

/** Takes a profile away. @throws {ConfigurationError} when there is no such profile. */
export function removeProfile(name: string): void {
  change((all) => {
    if (!all.delete(name)) throw unknownProfile(name, [...all.keys()]);
  });
}

function change(act: (all: Map<string, unknown>) => void): void {
  const home = platformHome();
  // A map, and so no name is special, not even "__proto__".
  const all = new Map(Object.entries(readProfileFile(home) ?? {}));
  act(all);
  replaceFile(profileFile(home), `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
}

const invalid = (message: string, param: string): ConfigurationError =>
  new ConfigurationError(message, { code: "invalid_profile", param });
