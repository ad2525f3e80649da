import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canRun, pickAccount } from "./account.ts";
import { findBinaries, packageHome } from "./binaries.ts";
import { startCluster } from "./start-cluster.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-embedded-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("programs below a folder others cannot enter are copied to where they can be run", async ({ skip }) => {
  const account = await pickAccount();
  if (account === undefined) return skip("only root starts PostgreSQL under another account");
  const home = join(folder, "private", "package");
  await cp(packageHome(), home, { recursive: true, verbatimSymlinks: true });
  await chmod(dirname(home), 0o700);
  expect(await canRun(join(home, "native", "bin", "postgres"), account)).toBe(false);
  const copies = join(folder, "copies");
  const binaries = await findBinaries(account, home, copies);
  expect(binaries.postgres.startsWith(copies)).toBe(true);
  expect(await canRun(binaries.postgres, account)).toBe(true);
  expect(await findBinaries(account, home, copies)).toEqual(binaries);
});

test("the password is needed, the path may be long, and a start that died half-way is begun again", async () => {
  const long = join(folder, "l".repeat(100));
  await mkdir(join(long, "data"), { recursive: true });
  await writeFile(join(long, "data", "postgresql.conf"), "half");
  const cluster = await startCluster(long);
  const client = new Client({ ...cluster.connection, password: "wrong" });
  await expect(client.connect()).rejects.toThrow("password authentication failed");
  await cluster.stop();
});

test("a PostgreSQL that outlived its guard is stopped by the next start", async () => {
  const home = join(folder, "orphaned");
  const first = await startCluster(home);
  const data = join(home, "data");
  const account = await pickAccount();
  const { postgres } = await findBinaries(account);
  await first.stop();
  const argument = account ? "/proc/self/cwd" : data;
  const socket = ["-c", "listen_addresses=", "-c", "unix_socket_directories=."];
  const orphan = spawn(postgres, ["-D", argument, ...socket], { ...account, cwd: data, stdio: "ignore" });
  const ended = once(orphan, "exit");
  await expect
    .poll(() =>
      stat(join(data, "postmaster.pid")).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  const second = await startCluster(home);
  expect(await ended).toEqual([0, null]);
  await second.stop();
});
