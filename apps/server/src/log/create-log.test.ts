import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "./create-log.ts";

test("secrets are cut out wherever they stand", () => {
  let written = "";
  const log = createLog(
    "info",
    new Writable({ write: (line, _, next) => next(void (written += String(line))) }),
  );
  log.info(
    { apiKey: "s3cret", request: { headers: { authorization: "s3cret", "x-api-key": "s3cret" } } },
    "said",
  );
  log.info({ config: { databaseUrl: "s3cret", password: "s3cret" } }, "said");
  expect(written.match(/said/g)).toHaveLength(2);
  expect(written).not.toContain("s3cret");
});
