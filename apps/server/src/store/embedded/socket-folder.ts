import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "./account.ts";

export interface SocketFolder {
  /** Where clients connect. */
  readonly path: string;
  /** What PostgreSQL is told; `.` is its data folder. */
  readonly setting: string;
  remove(): Promise<void>;
}

/** A socket's whole path must fit in about 104 bytes on every system. */
const longestFolder = 85;

/** The data folder itself, or a fresh private one under the system's when the path is too long for a socket. */
export async function pickSocketFolder(data: string, account: Account | undefined): Promise<SocketFolder> {
  if (Buffer.byteLength(data) <= longestFolder) {
    return { path: data, setting: ".", remove: async () => {} };
  }
  const path = await mkdtemp(join(tmpdir(), "platform-pg-"));
  if (account) await chown(path, account.uid, account.gid);
  return { path, setting: path, remove: () => rm(path, { recursive: true, force: true }) };
}
