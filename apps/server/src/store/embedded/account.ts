import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";

/** The unprivileged account PostgreSQL runs as when the server runs as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and needs an account the system knows by name.
 * Undefined when the server is not root: then PostgreSQL runs as the server does.
 */
export async function pickAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.find(([name]) => name === wanted) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no user postgres or nobody. Add one, start the server as another user, or set DATABASE_URL.",
  );
}

/** Whether the account can start this program: every folder above it must let it through. */
export async function canRun(program: string, account: Account): Promise<boolean> {
  const child = spawn(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" });
  try {
    const [code] = await once(child, "exit");
    return code === 0;
  } catch {
    return false;
  }
}
