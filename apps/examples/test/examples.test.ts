import { globSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./run.ts";
import { startServer } from "./server.ts";

// A line of each example's output that is there only when it did its work.
const telling: Record<string, RegExp> = {
  "account.ts": /^deleted key_/m,
  "budgets.ts": /^3 answered, 5 refused\n2 of 2 USD spent: exceeded$/m,
  "costops.ts": /^total +0\.228 USD$/m,
  "inference.ts": /^"The night train to Vienna leaves platform 4 at 22:10\." \[1\]$/m,
  "node.ts": /^500 answers over 20 connections\n4 of them stay open for what comes next$/m,
  "organization.ts": /^3 answered, 5 told to wait$/m,
  "prices.ts": /^changed 3 events; again it would change 0$/m,
  "reports.ts": /^\d{4}-\d\d-\d\d critical 9\.\d+ USD in 1 event\n(.+\n){7}42 rows of 18 columns$/m,
  "sandbox.ts": /^means\.json \{"Oslo": -0\.7, "Rome": 12\.0, "Quito": 13\.7\}$/m,
  "scheduled-report.ts": /^1\.23456 USD\n0\.123456 USD\nthe file is whole$/m,
  "tasks.ts": /^ {2}A hotel may cost up to 120 euros a night\. \(handbook\/travel\.html\)$/m,
  "tools.ts": /^call_2 .*"A hotel may cost up to 120 euros a night\."/m,
  "tracking.ts": /^total +0\.00216 USD, 3 calls, 0 not measured$/m,
  "vectors.ts": /^5 vectors of 512 dimensions$/m,
  "webhooks.ts": /^not believed: WebhookVerificationError: No signature fits\./m,
};

let server: Awaited<ReturnType<typeof startServer>> | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

test("every example is here", () => {
  const programs = globSync("*.ts", { cwd: new URL("../src", import.meta.url) });
  expect(Object.keys(telling)).toEqual(programs.toSorted((a, b) => a.localeCompare(b)));
});

test.for(Object.entries(telling))("%s does what it says", async ([program, line]) => {
  const { code, stdout, stderr } = await run(program, [], server?.environment ?? {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(line);
});

test("the tools example shows a strict definition, a fault with its fix, and a refusal", async () => {
  const { stdout } = await run("tools.ts", [], server?.environment ?? {});
  expect(stdout).toMatch(/"required": \[\s+"limit",\s+"query"\s+\]/);
  expect(stdout).toMatch(
    /"code":"invalid_arguments","message":".*`limit`: write a whole number, from 1 to 1000/,
  );
  expect(stdout).toMatch(/^May the model delete the handbook\? No\.$/m);
  expect(stdout).toMatch(/^call_3 .*"code":"not_confirmed"/m);
});

test("the sandbox example is refused the network, the host's files and the kernel's settings", async () => {
  const { stdout } = await run("sandbox.ts", [], server?.environment ?? {});
  expect(stdout.match(/^(the network|your files|the kernel's settings) +exit code [1-9]/gm)).toHaveLength(3);
  expect(stdout).toMatch(/^an endless loop .*: true$/m);
});
