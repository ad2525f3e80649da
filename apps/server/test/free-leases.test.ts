import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claim, settleClaim } from "../src/http/idempotency/claim.ts";
import { openStore } from "../src/store/open-store.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-leases-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (owner: string, key: string) => ({
  ids: { organizationId: "org_1", projectId: "prj_1" },
  ...{ key, owner, fingerprint: "f" },
});

test("what a dead server left unanswered is taken over at once; what it answered stays answered", async () => {
  const first = await openStore({ dataDir: folder });
  const begun = await claim(first.db, request("dead", "begun"));
  await claim(first.db, request("dead", "ended"));
  await settleClaim(first.db, request("dead", "ended"), { status: 200, body: "{}" });
  await expect(claim(first.db, request("other", "begun"))).rejects.toMatchObject({
    code: "idempotency_in_progress",
  });
  await first.close();

  const second = await openStore({ dataDir: folder });
  try {
    // The same event, so that what both did is counted once.
    expect(await claim(second.db, request("next", "begun"))).toEqual(begun);
    expect(await claim(second.db, request("next", "ended"))).toMatchObject({ kind: "replay", status: 200 });
    await expect(claim(second.db, request("other", "begun"))).rejects.toMatchObject({
      code: "idempotency_in_progress",
    });
  } finally {
    await second.close();
  }
});
