import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { lstatSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { echo } from "../../test/actions.ts";
import { runChild } from "../../test/child.ts";
import { json, serve } from "../../test/server.ts";
import { createClient } from "../index.ts";
import { loadEnv, profile, readProfiles, removeProfile, saveProfile } from "../node.ts";

let home: string;
const file = () => join(home, ".platform", "profiles.json");
const mode = (path: string) => statSync(path).mode & 0o777;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "core-profiles-"));
  vi.stubEnv("HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test("a saved profile makes a client, and printing it shows no key", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  saveProfile("work", { apiKey: "canary-1", baseUrl: server.url });
  saveProfile("local", { apiKey: "canary-2" });
  await echo(createClient({ ...profile("work"), timeoutMs: 5_000 }), { text: "a" });
  expect(server.seen[0]?.headers.authorization).toBe("Bearer canary-1");
  const all = readProfiles();
  expect(Object.keys(all)).toEqual(["work", "local"]);
  expect(inspect(all, { depth: 9 }) + JSON.stringify(all)).not.toContain("canary");
});

test.skipIf(process.platform === "win32")("only this user may read the file and enter the folder", () => {
  const before = process.umask(0);
  try {
    saveProfile("a", { apiKey: "1" });
    saveProfile("b", { apiKey: "2" });
  } finally {
    process.umask(before);
  }
  expect([mode(file()), mode(join(home, ".platform"))]).toEqual([0o600, 0o700]);
  expect(readdirSync(join(home, ".platform"))).toEqual(["profiles.json"]);
});

test("saving replaces one profile and keeps the rest, whatever they hold", () => {
  mkdirSync(join(home, ".platform"));
  writeFileSync(file(), '{"a":{"apiKey":"1","more":[1]},"b":{"apiKey":"2"}}', { mode: 0o600 });
  saveProfile("b", { apiKey: "3", baseUrl: "https://host" });
  expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual({
    a: { apiKey: "1", more: [1] },
    b: { apiKey: "3", baseUrl: "https://host" },
  });
  removeProfile("a");
  expect(Object.keys(readProfiles())).toEqual(["b"]);
});

test("the file is replaced as a whole: one opened before holds what it held, a link stays one", () => {
  mkdirSync(join(home, ".platform"));
  symlinkSync(join(home, "elsewhere.json"), file());
  writeFileSync(join(home, "elsewhere.json"), "{}", { mode: 0o600 });
  const { ino } = statSync(file());
  saveProfile("a", { apiKey: "1" });
  expect(statSync(file()).ino).not.toBe(ino);
  expect(lstatSync(file()).isSymbolicLink()).toBe(true);
  expect(Object.keys(readProfiles())).toEqual(["a"]);
});

test("names that objects have anyway are names like others", () => {
  for (const name of ["__proto__", "toString"]) {
    expect(() => profile(name)).toThrow(`No profile is called "${name}"; there are none.`);
    saveProfile(name, { apiKey: name });
    expect(profile(name).apiKey).toBeTypeOf("function");
    removeProfile(name);
    expect(readProfiles()).toEqual({});
  }
});

test("an unknown name is an error that lists the others", () => {
  saveProfile("work", { apiKey: "canary" });
  for (const act of [profile, removeProfile]) {
    expect(() => act("wrok")).toThrow(
      expect.objectContaining({
        name: "ConfigurationError",
        code: "unknown_profile",
        message: 'No profile is called "wrok"; there are: work. saveProfile() makes one.',
      }),
    );
  }
});

test("nothing is saved that no client would take, and no file is lost that cannot be read", () => {
  expect(() => saveProfile("", { apiKey: "1" })).toThrow("A profile needs a name.");
  expect(() => saveProfile("a", { apiKey: "" })).toThrow("A profile needs an apiKey.");
  expect(() => saveProfile("a", { apiKey: "1", baseUrl: "host" })).toThrow("baseUrl must be");
  mkdirSync(join(home, ".platform"));
  writeFileSync(file(), '{"a":', { mode: 0o600 });
  expect(() => saveProfile("b", { apiKey: "1" })).toThrow("mend or delete it");
  expect(readFileSync(file(), "utf8")).toBe('{"a":');
});

test.skipIf(process.platform === "win32")("a file that others may open is warned of, once", async () => {
  saveProfile("a", { apiKey: "canary" });
  const program = "core.createClient(); node.readProfiles(); core.createClient(); node.profile('a');";
  const warnings = async () => (await runChild(program, { HOME: home })).stderr;
  expect(await warnings()).toBe("");
  chmodSync(file(), 0o640);
  const told = (await warnings()).split("\n").filter((line) => line.includes("Warning"));
  expect(told).toHaveLength(1);
  const advice = `Other users may open ${file()}, which holds API keys. Run: chmod 600 ${file()}`;
  expect(told[0]).toContain(`[PLATFORM_OPEN_PROFILES] Warning: ${advice}`);
});

test("loadEnv gives the variables of all files, the first file's first, and sets none", () => {
  mkdirSync(join(home, ".platform"));
  const write = (path: string, text: string) => writeFileSync(join(home, path), text);
  write(".platform/.env", "A=home\nB=home\nC=home");
  write(".env.production", "A=production\nB=production");
  write(".env", "A=plain # a remark");
  expect(loadEnv(home)).toEqual({ A: "plain", B: "production", C: "home" });
  expect(process.env["C"]).toBeUndefined();
});
