import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { discover } from "./discover-node.ts";

let root: string;
let folder: string;
let home: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text, { mode: 0o600 });
const find = (env: Record<string, string> = {}) => discover({}, env, folder, home);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "core-discover-"));
  folder = join(root, "work");
  home = join(root, "home");
  for (const path of [folder, home]) mkdirSync(path);
});
afterEach(() => rmSync(root, { recursive: true }));

test("nothing anywhere", () => {
  expect(find()).toEqual({ apiKey: undefined, baseUrl: undefined });
});

test("the three names in the environment, in order, empty ones passed over", () => {
  const all = { PLATFORM_API_KEY: "1", PLATFORM_PASSPORT: "2", API_KEY: "3" };
  expect(find(all).apiKey).toBe("1");
  expect(find({ ...all, PLATFORM_API_KEY: "" }).apiKey).toBe("2");
  expect(find({ API_KEY: "3" }).apiKey).toBe("3");
});

test("environment before .env files in their order before the home's before the profile", () => {
  const places: [string, string][] = [
    ["home/profiles.json", JSON.stringify({ default: { apiKey: "profile", baseUrl: "http://profile" } })],
    ["home/.env", "PLATFORM_API_KEY=home"],
    ["work/.env.production", "API_KEY=production"],
    ["work/.env.development", "PLATFORM_PASSPORT='development'"],
    ["work/.env.local", "PLATFORM_API_KEY=local # a remark"],
    ["work/.env", 'PLATFORM_API_KEY="plain"\nPLATFORM_BASE_URL=http://plain'],
  ];
  const found = places.map(([path, text]) => {
    write(path, text);
    return find();
  });
  expect(found.map(({ apiKey }) => apiKey)).toEqual([
    "profile",
    "home",
    "production",
    "development",
    "local",
    "plain",
  ]);
  expect(found.map(({ baseUrl }) => baseUrl)).toEqual([...Array(5).fill("http://profile"), "http://plain"]);
  expect(find({ PLATFORM_API_KEY: "env", PLATFORM_BASE_URL: "http://env" })).toEqual({
    apiKey: "env",
    baseUrl: "http://env",
  });
});

test("the profile that is asked for", () => {
  write("home/profiles.json", JSON.stringify({ default: { apiKey: "d" }, work: { apiKey: "w" } }));
  expect(find().apiKey).toBe("d");
  expect(find({ PLATFORM_PROFILE: "work" }).apiKey).toBe("w");
});

test("a profile that is asked for and not there is an error that names the others", () => {
  expect(() => find({ PLATFORM_PROFILE: "other" })).toThrow('No profile is called "other"; there are none.');
  write("home/profiles.json", JSON.stringify({ default: { apiKey: "d" }, work: { apiKey: "w" } }));
  for (const name of ["other", "toString", "__proto__"]) {
    expect(() => find({ PLATFORM_PROFILE: name })).toThrow(`called "${name}"; there are: default, work.`);
  }
  const both = { PLATFORM_API_KEY: "key", PLATFORM_BASE_URL: "http://host" };
  expect(find({ ...both, PLATFORM_PROFILE: "other" }).apiKey).toBe("key");
});

test.each(["{canary", "null", "[]", '"text"'])("a profile file of %s is refused, unquoted", (text) => {
  write("home/profiles.json", text);
  expect(() => find()).toThrow(
    expect.objectContaining({ name: "ConfigurationError", code: "invalid_profile", param: "profile" }),
  );
  expect(() => find()).not.toThrow("canary");
  expect(find({ PLATFORM_API_KEY: "key", PLATFORM_BASE_URL: "http://host" }).apiKey).toBe("key");
});

test.each(["", "\n", '{"default":5}', '{"default":{"apiKey":7,"baseUrl":{}}}'])(
  "a profile file of %j counts as absent",
  (text) => {
    write("home/profiles.json", text);
    expect(find()).toEqual({ apiKey: undefined, baseUrl: undefined });
  },
);

test("a folder in the place of a file is passed over", () => {
  mkdirSync(join(folder, ".env"));
  write("work/.env.local", "API_KEY=local");
  expect(find().apiKey).toBe("local");
});
