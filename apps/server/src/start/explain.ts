import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/read-config.ts";
import { sqlState } from "../store/transaction.ts";

/** Why the server did not start, and what to do about it. `config` is absent when that was unusable itself. */
export function explain(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigError) return error.message;
  const said = error instanceof Error ? error.message : String(error);
  const known = config && adviceFor(error, config);
  return `The server did not start. ${known ?? said}`;
}

function adviceFor(error: unknown, { port, host, dataDir, databaseUrl }: Config): string | undefined {
  const code = sqlState(error);
  if (code === undefined) return undefined;
  const call = error instanceof Error && "syscall" in error ? error.syscall : undefined;
  if (call === "listen" || code === "EADDRINUSE") {
    if (code === "EADDRINUSE") {
      return `Port ${port} is in use. Stop what listens there, or set PLATFORM_PORT (0 takes any free one).`;
    }
    return `It cannot listen on ${host}, port ${port} (${code}). Set PLATFORM_HOST and PLATFORM_PORT to what this machine has.`;
  }
  const database = databaseUrl === undefined ? undefined : databaseAdvice[code];
  if (database !== undefined) return `The database of DATABASE_URL ${database}`;
  if (code === "ENOSPC" || code === "53100") {
    return `The disk of the data folder ${dataDir} is full. Free some space, or set PLATFORM_DATA_DIR.`;
  }
  if (folderFaults.has(code)) {
    return `The data folder ${dataDir} cannot be written (${code}). Make it a folder that this user may write, or set PLATFORM_DATA_DIR.`;
  }
  return undefined;
}

const folderFaults = new Set(["EROFS", "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EEXIST"]);

const away = "does not answer. Start it, or correct host and port.";
const locked = "refuses this user or password. Correct them.";
/** What is wrong with it, never the address itself: that holds a password. */
const databaseAdvice: Readonly<Record<string, string>> = {
  ...{ ECONNREFUSED: away, ETIMEDOUT: away, EHOSTUNREACH: away, ENETUNREACH: away },
  ...{ ENOTFOUND: "is on a host that is not found. Correct the host.", EAI_AGAIN: away },
  ...{ "28P01": locked, "28000": locked },
  "3D000": "does not exist on that server. Make it, or correct the name.",
  "42501": "does not let this user make tables. Grant that, or use another user.",
  "25006": "is read-only. Use the primary.",
};
