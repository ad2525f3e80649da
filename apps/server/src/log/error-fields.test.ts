import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { createLog } from "./create-log.ts";
import { Writable } from "node:stream";

function logged(error: Error): string {
  let written = "";
  const to = new Writable({ write: (line, _, next) => next(void (written += String(line))) });
  createLog("info", to).error({ err: error }, "failed");
  return written;
}

test("of a failed query the statement is logged, and nothing that was to be written", () => {
  const cause = Object.assign(new Error('duplicate key (name)=("s3cret")'), {
    code: "23505",
    detail: "s3cret",
  });
  const query = new DrizzleQueryError("insert into t values ($1)", ["s3cret"], cause);
  for (const error of [query, new Error("it failed", { cause: query })]) {
    const line = logged(error);
    expect(line).toContain("insert into t values ($1)");
    expect(line).toContain("23505");
    expect(line).toContain("    at ");
    expect(line).not.toContain("s3cret");
  }
});

test("what PostgreSQL says of itself, and other errors, are logged as they are", () => {
  const cause = Object.assign(new Error("could not extend file: No space left"), { code: "53100" });
  expect(logged(new DrizzleQueryError("insert", [], cause))).toContain("No space left");
  expect(logged(new TypeError("no such thing"))).toContain("no such thing");
});
