import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PoolConfig } from "pg";
import { type Account, pickAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { initialise } from "./initialise.ts";
import { runPostgres } from "./run-postgres.ts";
import { pickSocketFolder } from "./socket-folder.ts";
import { stopLeftover } from "./stop-leftover.ts";

export interface Cluster {
  /** How to connect; the role owns the cluster. */
  readonly connection: PoolConfig;
  /** Resolves when PostgreSQL ends without having been asked to. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export interface ClusterFolders {
  readonly root: string;
  readonly data: string;
  readonly passwordFile: string;
}

/** Starts PostgreSQL on `folder`, making the cluster first when there is none. */
export async function startCluster(folder: string): Promise<Cluster> {
  if (process.platform === "win32") {
    throw new Error("The embedded PostgreSQL does not run on Windows. Set DATABASE_URL to one of your own.");
  }
  const folders: ClusterFolders = {
    root: folder,
    data: join(folder, "data"),
    passwordFile: join(folder, "password"),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const account: Account | undefined = await pickAccount();
  const binaries = await findBinaries(account);
  const password = await initialise(binaries, folders, account);
  await stopLeftover(folders.data);
  const socket = await pickSocketFolder(folders.data, account);
  const connection: PoolConfig = {
    host: socket.path,
    port: 5432,
    user: "platform",
    password,
    database: "postgres",
  };
  try {
    const postgres = await runPostgres(binaries.postgres, folders.data, socket, account, connection);
    return {
      connection,
      lost: postgres.lost,
      async stop() {
        await postgres.stop();
        await socket.remove();
      },
    };
  } catch (error) {
    await socket.remove();
    throw error;
  }
}
