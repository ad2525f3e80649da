import { statfs } from "node:fs/promises";

/**
 * What is kept free, in bytes. PostgreSQL ends when its log cannot grow (by 16 MiB at a time), and zvec, which
 * writes through mapped memory, takes the server with it: so writing stops before either meets a full disk.
 */
const reserve = 64 * 1024 * 1024;

/** @throws an error with the code `ENOSPC` when the folder's disk has less than the reserve. */
export async function expectSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= reserve) return;
  const message = `Less than ${reserve / 1024 / 1024} MiB are free for the data.`;
  throw Object.assign(new Error(message), { code: "ENOSPC" });
}
