/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import {
  account,
  createApiKey,
  createMember,
  createTicket,
  deleteApiKey,
  getHealth,
  getInfo,
  getLimits,
  listApiKeys,
  rotateApiKey,
  updateApiKey,
  updateLimits,
  updateMember,
  updateProject,
} from "./index.ts";

const client = createClient();

export async function types(): Promise<void> {
  const { key, scopes } = await createApiKey(client, { name: "ci", scopes: ["vectors:read"] });
  const { status } = await getHealth(client);
  void [key satisfies string, scopes satisfies string[], status satisfies "healthy" | "degraded"];
  await account(client).health();
  (await createTicket(client, { scopes: ["sandbox:write"] })).ticket satisfies string;
  (await rotateApiKey(client, { keyId: "key_1" })).key satisfies string;
  const { replacedBy } = await updateApiKey(client, { keyId: "key_1", expiresAt: null });
  void (replacedBy satisfies string | null);
  // @ts-expect-error scopes cannot be taken away altogether
  await updateApiKey(client, { keyId: "key_1", scopes: null });
  const { rates } = await updateLimits(client, { requestsPerMinute: 60, burst: null });
  void (rates satisfies { of: "project" | "key"; remaining: number }[]);
  void ((await getLimits(client)).server.operations satisfies { bodyBytes: number | null }[]);
  void ((await account(client).info()).key.expiresAt satisfies string | null);
  // @ts-expect-error what asks is never told itself
  void (await getInfo(client)).key.key;
  // @ts-expect-error a burst is a number
  await updateLimits(client, { burst: "5" });
  // @ts-expect-error a listed key does not hold the key itself
  for await (const listed of listApiKeys(client)) void listed.key;
  // @ts-expect-error scopes are missing
  await createApiKey(client, { name: "ci" });
  const { projectIds } = await createMember(client, { email: "ada@example.com", role: "viewer" });
  void (projectIds satisfies string[] | null);
  await createApiKey(client, { name: "ci", scopes: ["*"], projectId: "prj_1", memberId: null });
  await account(client).projects.archive({ projectId: "prj_1" });
  // @ts-expect-error there is no such role
  await updateMember(client, { memberId: "mem_1", role: "root" });
  // @ts-expect-error a project keeps a name
  await updateProject(client, { projectId: "prj_1", name: null });
  // @ts-expect-error it is called keyId
  await deleteApiKey(client, { id: "key_1" });
}
