import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as core from "../index.ts";

// A second copy of the module, as two versions in one program would give.
const copyPath = "./api-error.ts?copy";
const copy = (await import(copyPath)) as typeof core;

test("two copies recognise each other's errors", () => {
  const theirs = new copy.NotFoundError("gone", { status: 404 });
  expect(copy.NotFoundError).not.toBe(core.NotFoundError);
  expect(theirs).toBeInstanceOf(core.NotFoundError);
  expect(theirs).toBeInstanceOf(core.ApiError);
  expect(theirs).toBeInstanceOf(Error);
  expect(theirs).not.toBeInstanceOf(core.ConflictError);
  expect(new core.ApiError("no", { status: 418 })).not.toBeInstanceOf(copy.NotFoundError);
});

test.each([undefined, null, 1, "ApiError", {}, new Error("x"), Object.create(null)])(
  "%s is none of ours",
  (value) => {
    expect(value instanceof core.PlatformError).toBe(false);
  },
);

test("a subclass takes in its own instances only", () => {
  class Named extends core.ConflictError {
    static override readonly kind = "Named";
  }
  class Unnamed extends core.ConflictError {}
  const parent = new core.ConflictError("no", { status: 409 });
  for (const Class of [Named, Unnamed]) {
    expect(parent).not.toBeInstanceOf(Class);
    expect(new Class("no", { status: 409 })).toBeInstanceOf(Class);
    expect(new Class("no", { status: 409 })).toBeInstanceOf(core.ConflictError);
  }
  expect(new Named("no", { status: 409 }).name).toBe("Named");
});

test("a timeout is a connection error; both may pass", () => {
  const error = new core.TimeoutError("late");
  expect(error).toBeInstanceOf(core.ConnectionError);
  expect(error).toMatchObject({ name: "TimeoutError", code: "timeout", retryable: true });
});

test("the name stands in print, in the stack and in JSON", () => {
  const error = new core.RateLimitError("slow", { status: 429, retryAfterMs: 5, cause: new Error("deep") });
  expect(String(error)).toBe("RateLimitError: slow");
  expect(inspect(error)).toContain("RateLimitError: slow");
  expect(error.stack).toContain("RateLimitError: slow");
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "RateLimitError",
    message: "slow",
    code: "error",
    retryable: false,
    attempts: 0,
    docs: "@platform/core/README.md#errors",
    status: 429,
    retryAfterMs: 5,
  });
});

test("printed, an error shows what happened, what to do, where to read on and its causes, and nothing empty", () => {
  const cause = new core.TimeoutError("late", { cause: new Error("socket") });
  const printed = inspect(
    new core.ConnectionError("No answer.", { hint: "Start it.", docs: "/docs", cause }),
  );
  for (const part of ["ConnectionError: No answer.", "hint: 'Start it.'", "docs: '/docs'"])
    expect(printed).toContain(part);
  expect(printed).toMatch(/\[cause\]: TimeoutError: late[^]*\[cause\]: Error: socket/);
  expect(printed).not.toContain("undefined");
});
