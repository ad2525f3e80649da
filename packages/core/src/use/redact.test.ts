import { expect, test } from "vitest";
import { redact, withoutKeys } from "./redact.ts";

test.each([
  "apiKey",
  "API_KEY",
  "api-key",
  "OPENAI_API_KEY",
  "password",
  "dbPassword",
  "client_secret",
  "accessToken",
  "token",
  "Authorization",
  "set-cookie",
  "credentials",
  "PLATFORM_PASSPORT",
  "AWS_SECRET_ACCESS_KEY",
])("a field named %s is masked, at any depth, whatever it holds", (name) => {
  for (const value of ["canary", 5, { deep: "canary" }, ["canary"]]) {
    expect(redact({ a: [{ b: { [name]: value } }] }, [])).toEqual({ a: [{ b: { [name]: "[redacted]" } }] });
  }
});

test.each(["maxTokens", "totalTokens", "tokenizer", "secretary", "key", "text"])("%s is not", (name) => {
  expect(redact({ [name]: 5 }, [])).toEqual({ [name]: 5 });
});

test("a path masks a field wherever its place ends so, through arrays", () => {
  const value = { user: { email: "canary", name: "n" }, email: "e", messages: [{ content: "canary" }] };
  expect(redact(value, ["user.email", "messages.content"])).toEqual({
    user: { email: "[redacted]", name: "n" },
    email: "e",
    messages: [{ content: "[redacted]" }],
  });
  expect(JSON.stringify(redact({ a: { Email: "canary" } }, ["email"]))).not.toContain("canary");
  expect(redact({ female: "f" }, ["male"])).toEqual({ female: "f" });
});

test("anything can be copied: circles, dates, bytes, long text, numbers beyond JSON; the original stays", () => {
  const circle: Record<string, unknown> = {
    token: "canary",
    at: new Date(0),
    bad: new Date(Number.NaN),
    big: 5n,
  };
  circle["self"] = circle;
  circle["bytes"] = new TextEncoder().encode("canary");
  circle["file"] = new Blob(["canary"]);
  circle["twice"] = [circle["at"], circle["at"]];
  circle["long"] = "x".repeat(10_000);
  const copy = redact(circle, []) as Record<string, unknown>;
  expect(JSON.stringify(copy)).not.toContain("canary");
  expect(copy).toMatchObject({ at: "1970-01-01T00:00:00.000Z", big: "5", self: "[circular]", bad: null });
  expect(copy).toMatchObject({ bytes: "[Uint8Array]", file: "[Blob]" });
  expect((copy["long"] as string).length).toBe(2_001);
  expect(circle["token"]).toBe("canary");
});

test("keys of the request are masked in any text", () => {
  const text = withoutKeys(new Headers({ authorization: "Bearer canary-1", "x-api-key": "canary-2" }));
  expect(text("no canary-1, no canary-2, Bearer canary-3, Basic Y2FuYXJ5, plat_canary_4.")).toBe(
    "no [redacted], no [redacted], Bearer [redacted], Basic [redacted], [redacted].",
  );
});
