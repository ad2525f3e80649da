import { ConfigurationError } from "../errors/client-errors.ts";
import { discover as fromEnvironment, type Discovered } from "./discover.ts";
import { envFiles, join, platformHome, readEnvFile } from "./files-node.ts";
import { profileOf } from "./profile-file-node.ts";

/**
 * What was given, then the environment, then `.env` files of the working folder and of `~/.platform`, then the
 * profile.
 *
 * @throws {ConfigurationError} when the working folder would have a key sent to an address of its choice, or
 *   `PLATFORM_PROFILE` names a profile that does not exist.
 */
export function discover(
  given: Discovered = {},
  env: Record<string, string | undefined> = process.env,
  folder: string = process.cwd(),
  home: string = platformHome(env),
): Discovered {
  const told = fromEnvironment(given, env);
  let found = told;
  let addressFile: string | undefined;
  for (const file of envFiles(folder)) {
    if (found.apiKey && found.baseUrl) break;
    const more = fromEnvironment(found, readEnvFile(file));
    if (!found.baseUrl && more.baseUrl) addressFile = file;
    found = more;
  }
  const foldersKey = !told.apiKey && found.apiKey;
  if (!found.apiKey || !found.baseUrl) found = fromHome(found, env, home);
  // A folder may come from anybody, and would else be sent this user's key by naming an address alone.
  if (addressFile && found.apiKey && !foldersKey && !isLoopback(found.baseUrl)) {
    if (fromHome({ apiKey: found.apiKey }, env, home).baseUrl !== found.baseUrl) throw untrusted(addressFile);
  }
  return found;
}

/** Fills the rest from what lies in this user's own folder. */
function fromHome(found: Discovered, env: Record<string, string | undefined>, home: string): Discovered {
  const more = fromEnvironment(found, readEnvFile(join(home, ".env")));
  if (more.apiKey && more.baseUrl) return more;
  const profile = profileOf(home, env["PLATFORM_PROFILE"] || "default");
  return { apiKey: more.apiKey || profile.apiKey, baseUrl: more.baseUrl || profile.baseUrl };
}

/** This machine itself, where the default address is too. */
const isLoopback = (address = ""): boolean =>
  URL.canParse(address) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);

const untrusted = (file: string): ConfigurationError =>
  new ConfigurationError(
    `${file} sets PLATFORM_BASE_URL, but the API key comes from elsewhere and would be sent there. ` +
      "If you trust that address, pass `baseUrl` or set PLATFORM_BASE_URL in the environment; " +
      "if the key belongs to it, put the key into that file too.",
    { code: "untrusted_base_url", param: "baseUrl" },
  );
