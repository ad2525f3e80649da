import { createSandbox } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../src/store/new-id.ts";
import { sandboxes } from "../src/store/schema/index.ts";
import { anySandbox } from "./rows.ts";
import { type SandboxPlatform, startSandboxPlatform } from "./sandbox-platform.ts";

let platform: SandboxPlatform;
beforeAll(async () => {
  platform = await startSandboxPlatform();
});
afterAll(() => platform.stop());

test("a project has at most a hundred sandboxes, also when the last places are asked for at once", async () => {
  const { organizationId, projectId } = platform.project;
  const createdAt = new Date();
  const rows = Array.from({ length: 97 }, () => ({ id: newId("sbx"), template: "base", createdAt }));
  await platform.database.db
    .insert(sandboxes)
    .values(rows.map((row) => ({ ...anySandbox, ...row, organizationId, projectId })));
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => createSandbox(platform.client)));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  for (const ask of asked) {
    if (ask.status === "fulfilled") continue;
    expect(ask.reason).toMatchObject({ code: "too_many_sandboxes", status: 409, retryable: false });
  }
  const [made] = asked.filter((ask) => ask.status === "fulfilled");
  await made?.value.kill();
  await (await createSandbox(platform.client)).kill();
  // Another project has its own hundred.
  await (await createSandbox(await platform.stranger())).kill();
});
