import { discover as fromEnvironment, type Discovered } from "./discover.ts";

// Asked for when needed: loading these with the package would be a third of the time it takes to import it.
const { getBuiltinModule } = process;
const join = (...parts: string[]) => getBuiltinModule("node:path").join(...parts);

/** Later files only fill what earlier ones left open; the order is the one our users' older tools had. */
const files = [".env", ".env.local", ".env.development", ".env.production"];

/** The environment, then `.env` files of the working folder and of `~/.platform`, then the profile. */
export function discover(
  env: Record<string, string | undefined> = process.env,
  folder: string = process.cwd(),
  home: string = join(env["HOME"] || getBuiltinModule("node:os").homedir(), ".platform"),
): Discovered {
  const found = fromEnvironment(env);
  const fill = (more: Discovered) => {
    found.apiKey ||= more.apiKey;
    found.baseUrl ||= more.baseUrl;
  };
  for (const file of [...files.map((name) => join(folder, name)), join(home, ".env")]) {
    if (found.apiKey && found.baseUrl) return found;
    const text = read(file);
    if (text !== undefined) fill(fromEnvironment(getBuiltinModule("node:util").parseEnv(text)));
  }
  const profiles = read(join(home, "profiles.json"));
  if (profiles !== undefined) fill(profileOf(profiles, env["PLATFORM_PROFILE"] || "default"));
  return found;
}

/** A profile file that is not JSON counts as absent: the missing key is then reported, with the places looked at. */
function profileOf(text: string, name: string): Discovered {
  try {
    const { apiKey, baseUrl } = Object((JSON.parse(text) as Record<string, unknown>)[name]);
    const string = (value: unknown) => (typeof value === "string" ? value : undefined);
    return { apiKey: string(apiKey), baseUrl: string(baseUrl) };
  } catch {
    return {};
  }
}

function read(file: string): string | undefined {
  try {
    return getBuiltinModule("node:fs").readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
