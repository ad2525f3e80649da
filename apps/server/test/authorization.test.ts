import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AnyContract } from "../src/http/contract.ts";
import { createKey } from "../src/keys/create-key.ts";
import { makeKeyText } from "../src/keys/key-text.ts";
import { anyKey } from "../src/http/request/check-scope.ts";
import { revokeKey } from "../src/keys/revoke-key.ts";
import { parts } from "../src/parts.ts";
import { newId } from "../src/store/new-id.ts";
import { organizations, projects } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { soundRequest } from "./bad-input/bad-request.ts";
import { send, type WireAnswer } from "./bad-input/send.ts";
import { type Fixtures, makeFixtures, soundValues } from "./bad-input/sound-values.ts";
import { startWholePlatform, type WholePlatform } from "./whole-platform.ts";

const contracts = parts.operations.map(({ contract }) => [contract.name, contract] as const);
const allScopes = [...new Set(parts.operations.map(({ contract }) => contract.scope))].filter(
  (scope) => scope !== null,
);
/** In a path, yet nobody's own. */
const shared = new Set(["model", "template"]);
const ownIds = ({ route }: AnyContract) =>
  [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).filter((name) => !shared.has(name));

let platform: WholePlatform;
let fixtures: Fixtures;
const keys = { revoked: "", expired: "", stranger: "" };
let makeKeyFor: (scopes: readonly string[]) => Promise<string>;

beforeAll(async () => {
  platform = await startWholePlatform();
  fixtures = await makeFixtures(platform);
  const { db } = platform.store;
  const [home] = await db.select().from(projects);
  const ids = { organizationId: home?.organizationId ?? "", projectId: home?.id ?? "" };
  const far = { organizationId: newId("org"), projectId: newId("prj") };
  await db.insert(organizations).values({ id: far.organizationId, name: "far" });
  await db.insert(projects).values({ id: far.projectId, organizationId: far.organizationId, name: "far" });

  makeKeyFor = async (scopes) => (await createKey(db, { ...ids, name: "some", scopes })).key;
  const all = { name: "all", scopes: ["*"] };
  const revoked = await createKey(db, { ...ids, ...all });
  await revokeKey(tenant(db, ids), revoked.row.id);
  keys.revoked = revoked.key;
  keys.expired = (await createKey(db, { ...ids, ...all, expiresAt: new Date(Date.now() - 1) })).key;
  keys.stranger = (await createKey(db, { ...far, ...all })).key;
});
afterAll(() => platform.stop());

function ask(contract: AnyContract, key: string): Promise<WireAnswer> {
  // Elsewhere an id may stand for reaching further, which takes one scope more.
  const there = Object.entries(ids()).filter(([name]) => ownIds(contract).includes(name));
  const known = { ...soundValues(contract, fixtures), ...Object.fromEntries(there) };
  return send(platform.url, key, soundRequest(contract, known));
}
const ids = (): Record<string, string> => ({ ...fixtures, index: "sound" });
const codeOf = ({ status, text }: WireAnswer) =>
  `${status} ${status < 400 ? "" : (JSON.parse(text) as { error: { code: string } }).error.code}`.trim();

const open = contracts.filter(([, { scope }]) => scope === null);
const closed = contracts.filter(([, { scope }]) => scope !== null);

test.each(open)("%s needs no key", async (_, contract) => {
  expect(codeOf(await ask(contract, ""))).toBe("200");
  expect(codeOf(await ask(contract, keys.revoked))).toBe("200");
});

describe.each(closed)("%s", (_, contract) => {
  test("is closed without a key in force", async () => {
    expect(codeOf(await ask(contract, ""))).toBe("401 api_key_missing");
    const garbage = ["xyzzy", `${platform.key}x`, platform.key.toUpperCase(), makeKeyText(), "' or 1=1 --"];
    for (const key of [...garbage, keys.revoked, keys.expired]) {
      const answer = await ask(contract, key);
      expect(codeOf(answer)).toBe("401 api_key_invalid");
      expect(answer.text).not.toContain(key);
    }
  });

  if (contract.scope === anyKey)
    test("is open to every key, whatever its scopes", async () => {
      for (const scopes of [[], ["vectors:read"], ["*"]])
        expect(codeOf(await ask(contract, await makeKeyFor(scopes)))).toBe("200");
    });
  else
    test("is closed to every scope but its own", async () => {
      const others = allScopes.filter((scope) => scope !== contract.scope);
      expect(codeOf(await ask(contract, await makeKeyFor(others)))).toBe("403 scope_missing");
      expect(codeOf(await ask(contract, await makeKeyFor([])))).toBe("403 scope_missing");
    });

  if (ownIds(contract).length > 0)
    test("knows nothing of another organization's ids", async () => {
      const theirs = await ask(contract, keys.stranger);
      expect(codeOf(theirs)).toMatch(/^404 \w+_not_found$/);
      // Whether it exists elsewhere must not show: the same words as for what is nowhere.
      const nowhere = ownIds(contract).map((name) => [name, "none"]);
      const known = { ...soundValues(contract, fixtures), ...Object.fromEntries(nowhere) };
      const missing = await send(platform.url, keys.stranger, soundRequest(contract, known));
      const words = ({ text }: WireAnswer, id: string) =>
        text.replaceAll(id, "ID").replace(/"requestId":"\w+"/, "");
      const [name = ""] = ownIds(contract);
      const id = { ...fixtures, index: "sound" }[name] ?? name;
      expect(words(theirs, id)).toBe(words(missing, "none"));
    });

  if (contract.kind === "list")
    test("lists nothing of another organization's", async () => {
      const { text } = await ask(contract, keys.stranger);
      for (const id of [...Object.values(fixtures), "sound", "ingested"])
        expect(text).not.toContain(`"${id}"`);
    });
});

test("what strangers asked for is as it was", async () => {
  const ids = { ...fixtures, index: "sound" };
  const paths = [`/v1/tasks/${ids.taskId}`, `/v1/sandboxes/${ids.sandboxId}`, `/v1/indexes/${ids.index}`];
  for (const path of paths) expect((await platform.ask("GET", path)).status, path).toBe(200);
  const listed = await (await platform.ask("GET", "/v1/keys?limit=1000")).text();
  expect(listed).toContain(ids.keyId);
});

test.each(closed)("%s is open to its own scope", async (_, contract) => {
  // A key that makes keys may still not grant what it lacks: that has a code of its own.
  const answer = codeOf(await ask(contract, await makeKeyFor([contract.scope ?? ""])));
  expect(answer).not.toMatch(/^401|scope_missing|^5(?!03 engine_unavailable)/);
});
