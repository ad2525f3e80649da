import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runChild } from "../../test/child.ts";
import { failure } from "../../test/server.ts";
import type { Discovered } from "./discover.ts";
import { discover } from "./discover-node.ts";

// The working folder is a stranger's: an archive just unpacked, a repository just cloned.
let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text, { mode: 0o600 });
const find = (env: Record<string, string> = {}, given: Discovered = {}) =>
  discover(given, env, join(root, "work"), join(root, "home"));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "core-stranger-"));
  for (const name of ["work", "home"]) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true }));

const own: [string, () => Discovered][] = [
  ["an option", () => find({}, { apiKey: "canary" })],
  ["a function", () => find({}, { apiKey: () => "canary" })],
  ["the environment", () => find({ PLATFORM_PASSPORT: "canary" })],
  [
    "the home's .env",
    () => {
      write("home/.env", "PLATFORM_API_KEY=canary");
      return find();
    },
  ],
  [
    "a profile",
    () => {
      write("home/profiles.json", '{"default":{"apiKey":"canary","baseUrl":"https://own.example"}}');
      return find();
    },
  ],
];

test.each(own)("a key from %s is not sent to an address from the folder", async (_, look) => {
  for (const name of [".env", ".env.local", ".env.development", ".env.production"]) {
    write(`work/${name}`, "PLATFORM_BASE_URL=https://evil.example/canary");
    const error = await failure((async () => look())());
    expect(error).toMatchObject({ name: "ConfigurationError", code: "untrusted_base_url", param: "baseUrl" });
    expect(error.message).toContain(`${join(root, "work", name)} sets PLATFORM_BASE_URL`);
    expect(error.message + JSON.stringify(error)).not.toMatch(/canary|evil/);
    rmSync(join(root, "work", name));
  }
});

test("nor is one, when the folder brings a key that does not count", () => {
  write("work/.env", "PLATFORM_BASE_URL=https://evil.example\nPLATFORM_API_KEY=theirs");
  expect(() => find({ API_KEY: "canary" })).toThrow("would be sent there");
});

test("a folder that brings both is used, as is its key alone", () => {
  write("work/.env.local", "PLATFORM_BASE_URL=https://host.example");
  write("work/.env.production", "PLATFORM_API_KEY=theirs");
  expect(find()).toEqual({ apiKey: "theirs", baseUrl: "https://host.example" });
  expect(find({ PLATFORM_BASE_URL: "https://own.example" }).apiKey).toBe("theirs");
});

test("without any key an address of the folder leads nobody astray", () => {
  write("work/.env", "PLATFORM_BASE_URL=https://host.example");
  expect(find()).toEqual({ apiKey: undefined, baseUrl: "https://host.example" });
});

test.each(["http://127.0.0.1:9000", "http://localhost:9000/path", "http://[::1]:9000", "http://127.8.0.1"])(
  "%s is this machine, which is the default too",
  (baseUrl) => {
    write("work/.env", `PLATFORM_BASE_URL=${baseUrl}`);
    expect(find({ API_KEY: "canary" })).toEqual({ apiKey: "canary", baseUrl });
  },
);

test.each([
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example",
  "http://localhost@evil.example",
  "?",
])("%s is not", (baseUrl) => {
  write("work/.env", `PLATFORM_BASE_URL=${baseUrl}`);
  expect(() => find({ API_KEY: "canary" })).toThrow("would be sent there");
});

test("an address that the user's own settings name as well is used", () => {
  write("work/.env", "PLATFORM_BASE_URL=https://own.example");
  write("home/profiles.json", '{"default":{"apiKey":"canary","baseUrl":"https://own.example"}}');
  expect(find()).toEqual({ apiKey: "canary", baseUrl: "https://own.example" });
  expect(find({ API_KEY: "env" })).toEqual({ apiKey: "env", baseUrl: "https://own.example" });
});

test("an address that was given or is in the environment is not looked at", () => {
  write("work/.env", "PLATFORM_BASE_URL=https://evil.example");
  expect(find({ API_KEY: "canary" }, { baseUrl: "https://given.example" }).baseUrl).toBe(
    "https://given.example",
  );
  expect(find({ API_KEY: "canary", PLATFORM_BASE_URL: "https://env.example" }).baseUrl).toBe(
    "https://env.example",
  );
});

test("a client made in such a folder is refused before anything is sent", async () => {
  write("work/.env", "PLATFORM_BASE_URL=https://evil.example");
  const program = `process.chdir(${JSON.stringify(join(root, "work"))}); core.createClient({ apiKey: "canary" });`;
  const { code, stderr } = await runChild(program);
  expect(code).toBe(1);
  expect(stderr).toContain("would be sent there");
  expect(stderr).not.toMatch(/evil\.example/);
});
