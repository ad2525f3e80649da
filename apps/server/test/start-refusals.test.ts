import { once } from "node:events";
import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../src/store/open-store.ts";
import { running, startProcess } from "./process.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-refusals-"));
  await writeFile(join(folder, "file"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refusal = async (environment: Record<string, string>) => {
  const ended = await startProcess({ PLATFORM_DATA_DIR: join(folder, "data"), ...environment });
  if ("url" in ended) {
    await ended.end("SIGKILL");
    throw new Error("It started.");
  }
  expect(ended.code).toBe(1);
  expect(ended.err).not.toContain("s3cret");
  return ended.err;
};

test("a setting that is not one, and a data folder that is none", async () => {
  expect(await refusal({ PLATFORM_PROT: "1" })).toMatch(
    /PLATFORM_PROT is not a setting. Did you mean PLATFORM_PORT/,
  );
  expect(await refusal({ PLATFORM_DATA_DIR: join(folder, "file") })).toMatch(
    /cannot be written .* PLATFORM_DATA_DIR/,
  );
});

test.each([
  ["postgres://u:s3cret@127.0.0.1:1/db", /DATABASE_URL does not answer. Start it/],
  [
    "postgres://u:s3cret@no-such-host.invalid/db",
    /DATABASE_URL (is on a host that is not found|does not answer)/,
  ],
  ["mysql://u:s3cret@127.0.0.1/db", /DATABASE_URL must start with postgres/],
])("a DATABASE_URL that leads nowhere: %s", async (url, said) => {
  expect(await refusal({ DATABASE_URL: url })).toMatch(said);
});

test("a DATABASE_URL with a wrong password or name", async () => {
  const shared = JSON.parse(process.env["TEST_CLUSTER"] ?? "{}") as Record<string, string>;
  const at = `host=${encodeURIComponent(shared["host"] ?? "")}&port=${shared["port"]}`;
  const wrong = await refusal({ DATABASE_URL: `postgres://platform:s3cret@/postgres?${at}` });
  expect(wrong).toMatch(/DATABASE_URL refuses this user or password/);
  const nowhere = `postgres://platform:${shared["password"]}@/nowhere?${at}`;
  expect(await refusal({ DATABASE_URL: nowhere })).toMatch(/DATABASE_URL does not exist on that server/);
});

test("a port in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  expect(await refusal({ PLATFORM_PORT: port })).toMatch(/Port \d+ is in use. .* PLATFORM_PORT/);
  other.close();
});

test("a data folder that a newer server has used", async () => {
  const dataDir = join(folder, "newer");
  const store = await openStore({ dataDir });
  await store.pool.query("insert into platform_migrations (tag, checksum) values ('9999_later', 'x')");
  await store.close();
  expect(await refusal({ PLATFORM_DATA_DIR: dataDir })).toMatch(
    /9999_later, which this server does not know/,
  );
});

test("a damaged file of the sentence encoder is made anew", async () => {
  const cache = join(folder, "data", "cache");
  const [model = ""] = (await readdir(cache)).filter((name) => name.endsWith(".onnx"));
  await truncate(join(cache, model), 1_000_000);
  const server = running(await startProcess({ PLATFORM_DATA_DIR: join(folder, "data") }));
  const { engines } = (await (await fetch(`${server.url}/readyz`)).json()) as {
    engines: Record<string, object>;
  };
  expect(engines["embedding"]).toMatchObject({ ok: true });
  expect(await server.end("SIGTERM")).toBe(0);
});
