// Asked for when needed: loading these with the package would be a third of the time it takes to import it.
const { getBuiltinModule } = process;

type Environment = Record<string, string | undefined>;

/** Later files only fill what earlier ones left open; the order is the one our users' older tools had. */
const names = [".env", ".env.local", ".env.development", ".env.production"];

export const join = (...parts: string[]): string => getBuiltinModule("node:path").join(...parts);

/** Where this user's own settings are: `~/.platform`. */
export const platformHome = (env: Environment = process.env): string =>
  join(env["HOME"] || getBuiltinModule("node:os").homedir(), ".platform");

/** The `.env` files of a working folder, most important first. */
export const envFiles = (folder: string): string[] => names.map((name) => join(folder, name));

/** The variables of one `.env` file; none when there is no such file. */
export function readEnvFile(file: string): Environment {
  const text = readText(file);
  return text === undefined ? {} : getBuiltinModule("node:util").parseEnv(text);
}

export function readText(file: string): string | undefined {
  try {
    return getBuiltinModule("node:fs").readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
