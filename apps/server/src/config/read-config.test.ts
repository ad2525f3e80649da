import { expect, test } from "vitest";
import { makeKeyText } from "../keys/key-text.ts";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./read-config.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("nothing set gives the defaults", () => {
  expect(readConfig({ PATH: "/bin", PLATFORM_PORT: "" })).toMatchObject({
    port: 8787,
    host: "127.0.0.1",
    logLevel: "info",
    taskFolders: [],
    bodyLimit: 1024 * 1024,
    databaseUrl: undefined,
    corsOrigins: [],
    webhooksAllowPrivate: false,
  });
});

test("values are read", () => {
  const key = makeKeyText();
  const config = readConfig({
    PLATFORM_TASK_FOLDERS: "/a:/b",
    PLATFORM_BODY_LIMIT_MB: "2",
    PLATFORM_BOOTSTRAP_KEY: key,
  });
  expect(config).toMatchObject({ taskFolders: ["/a", "/b"], bodyLimit: 2 * 1024 * 1024, bootstrapKey: key });
});

test("every problem is told at once, by name and fix, never by value", () => {
  const problems = problemsOf({
    PLATFORM_PORT: "70000",
    PLATFORM_UPSTREAM_URL: "ftp://secret",
    PLATFORM_BOOTSTRAP_KEY: "plat_secret",
    PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "yes",
    PLATFORM_HOSTT: "x",
    DATABASE_URL: "mysql://secret",
  });
  expect(problems).toHaveLength(6);
  expect(problems[0]).toBe("PLATFORM_HOSTT is not a setting. Did you mean PLATFORM_HOST?");
  expect(problems.join()).toContain("PLATFORM_PORT must be at most 65535");
  expect(problems.join()).not.toContain("secret");
});

test("names that clients read are let be", () => {
  expect(problemsOf({ PLATFORM_API_KEY: "x", PLATFORM_BASE_URL: "x", PLATFORM_PROFILE: "x" })).toEqual([]);
});

test("origins of pages are read", () => {
  const origins = (list: string) => readConfig({ PLATFORM_CORS_ORIGINS: list }).corsOrigins;
  expect(origins("*")).toEqual(["*"]);
  expect(origins("https://app.example, http://localhost:5173")).toEqual([
    "https://app.example",
    "http://localhost:5173",
  ]);
});

test.each([
  "app.example",
  "https://app.example/",
  "https://app.example/page",
  "https://app.example:443",
  "https://App.example",
  "https://*.example",
  "https://app.example,*",
  "https://app.example,",
  "ftp://app.example",
  "null",
])("%j is no list of origins, and the fix is told", (list) => {
  const problems = problemsOf({ PLATFORM_CORS_ORIGINS: list });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /^PLATFORM_CORS_ORIGINS must be \* alone, or origins .*\(https:\/\/app\.example,/,
  );
});
