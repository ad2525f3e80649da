import {
  type CreateApiKeyParams,
  type CreatedApiKey,
  createApiKey,
  createMember,
  type Member,
  type MemberRole,
} from "@platform/account";
import type { Client } from "@platform/core";
import { createPrice, listUsage } from "@platform/costops";
import { expect } from "vitest";
import type { TestPlatform } from "./platform.ts";

/** Somebody with a role, and a client that acts in their name. */
export interface Actor {
  readonly member: Member;
  readonly key: CreatedApiKey;
  readonly client: Client;
}

let people = 0;

/** A member of the role, whose key has every scope: what it may do is up to the role. */
export async function makeActor(
  platform: Pick<TestPlatform, "client" | "clientWith">,
  role: MemberRole,
  wanted: Partial<CreateApiKeyParams> & { projectIds?: string[] } = {},
): Promise<Actor> {
  const { projectIds, ...more } = wanted;
  const email = `${role}-${++people}@example.com`;
  const member = await createMember(platform.client, { email, role, projectIds });
  const params = { name: role, scopes: ["*"], memberId: member.id, ...more };
  const key = await createApiKey(platform.client, params);
  return { member, key, client: platform.clientWith(key.key) };
}

/** What becomes of a call: `"done"`, or the status and code it is refused with. */
export const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "done",
    ({ status, code }) => `${status} ${code}`,
  );

/** Servers ask for a key again within a second. */
export const expectSoon = (call: () => Promise<unknown>, outcome: string): Promise<void> =>
  expect.poll(() => outcomeOf(call()), { timeout: 2_000 }).toBe(outcome);

/** Something that a client may do with `costops:read`. */
export const reading = (by: Client) => () => listUsage(by).first();

let prices = 0;
/** Something that takes `costops:write`; another thing each time. */
export const writing = (by: Client) => () =>
  createPrice(by, { provider: "p", model: `m${++prices}`, unit: "x", amount: "1" });
