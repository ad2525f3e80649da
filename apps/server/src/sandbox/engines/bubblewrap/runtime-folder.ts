import { createHash } from "node:crypto";
import { chmod, copyFile, link, lstat, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { agentSource } from "./agent/source.ts";
import { seccompProgram } from "./seccomp.ts";

/** What every sandbox gets mounted; the same for all. */
export interface RuntimeFolder {
  readonly etc: string;
  readonly node: string;
  readonly seccomp: string;
}

const etcFiles: Readonly<Record<string, string>> = {
  passwd: "user:x:1000:1000::/home/user:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n",
  group: "user:x:1000:\nnogroup:x:65534:\n",
  hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
  "agent.py": agentSource,
  // The host's are mounted over these two.
  "ld.so.cache": "",
  "alternatives/.keep": "",
  "ssl/certs/.keep": "",
};

/** Writes the files. Sandboxes run under users of their own, who cannot go through a private folder (a checkout in
 * `/root`): then the files go below `/var/lib`. `asRoot` says whether there are such users. */
export async function makeRuntimeFolder(
  dataDir: string,
  asRoot: boolean,
  node: string = process.execPath,
): Promise<RuntimeFolder> {
  await mkdir(dataDir, { recursive: true });
  const folder = !asRoot || (await canOthersReach(dataDir)) ? `${dataDir}/runtime` : sharedFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const etc = `${folder}/etc`;
  for (const [name, text] of Object.entries(etcFiles)) await place(`${etc}/${name}`, text);
  const seccomp = `${folder}/seccomp.bpf`;
  await place(seccomp, seccompProgram());
  const reachable = !asRoot || (await canOthersReach(node));
  return { etc, seccomp, node: reachable ? node : await copyProgram(node, folder) };
}

/** Whether any user may go to `path` and use it, by the permission bits of it and of every folder above. */
async function canOthersReach(path: string): Promise<boolean> {
  const needed = (await stat(path)).isDirectory() ? 0o001 : 0o005;
  if (((await stat(path)).mode & needed) !== needed) return false;
  return dirname(path) === path || canOthersReach(dirname(path));
}

function sharedFolder(dataDir: string): string {
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return `/var/lib/platform-sandbox/${name}`;
}

/** Writes a file in one step, readable for all, whatever the umask: another server may be reading it. */
async function place(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await chmod(dirname(path), 0o755);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await chmod(draft, 0o644);
  await rename(draft, path);
}

async function copyProgram(original: string, folder: string): Promise<string> {
  const { size, mtimeMs, mode } = await stat(original);
  const path = `${folder}/node-${size}-${Math.trunc(mtimeMs)}`;
  if (await lstat(path).catch(() => undefined)) return path;
  const draft = `${path}.${process.pid}`;
  await rm(draft, { force: true });
  // A link costs nothing, but shares its permissions with the original and does not cross file systems.
  if ((mode & 0o005) === 0o005) await link(original, draft).catch(() => copyFile(original, draft));
  else await copyFile(original, draft);
  if ((mode & 0o005) !== 0o005) await chmod(draft, 0o755);
  await rename(draft, path);
  return path;
}
