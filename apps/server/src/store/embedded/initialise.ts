import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { access, chown, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { dataFolderArgument } from "./data-folder-argument.ts";
import type { ClusterFolders } from "./start-cluster.ts";

/** Makes the cluster on first use. Returns the password of its only role, `platform`. */
export async function initialise(
  binaries: Binaries,
  folders: ClusterFolders,
  account: Account | undefined,
): Promise<string> {
  if (await exists(join(folders.data, "PG_VERSION"))) return readFile(folders.passwordFile, "utf8");
  // An earlier start may have died half-way; initdb accepts only an empty folder.
  await rm(folders.data, { recursive: true, force: true });
  await mkdir(folders.data, { mode: 0o700 });
  await rm(folders.passwordFile, { force: true });
  const password = randomBytes(32).toString("base64url");
  const file = await open(folders.passwordFile, "wx", 0o600);
  try {
    await file.writeFile(password);
    await file.sync();
    if (account) {
      await chown(folders.data, account.uid, account.gid);
      await file.chown(account.uid, account.gid);
    }
    await initdb(binaries.initdb, folders.data, account, file.fd);
    // From now on only the server reads it.
    if (account) await file.chown(0, 0);
  } catch (error) {
    await rm(folders.data, { recursive: true, force: true });
    throw error;
  } finally {
    await file.close();
  }
  return password;
}

async function initdb(program: string, data: string, account: Account | undefined, password: number) {
  const child = spawn(
    program,
    [
      "-D",
      dataFolderArgument(data, account),
      "--username=platform",
      "--pwfile=/dev/fd/3",

      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    // The password file goes in as an open file: the account could not reach it by name.
    {
      ...account,
      cwd: data,
      env: { PATH: process.env["PATH"], LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe", password],
    },
  );
  const stderr = child.stdio[2];
  const [[code], said] = await Promise.all([once(child, "exit"), stderr ? text(stderr) : ""]);
  if (code !== 0) throw new Error(`PostgreSQL could not make its data folder ${data}: ${said.trim()}`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
