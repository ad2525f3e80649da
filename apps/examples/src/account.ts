import { account } from "@platform/account";
import { createClient } from "@platform/core";

// Makes a key that may only read vectors, lists the keys in force, and takes it away again.
const { keys, health } = account(createClient());

const { status, version } = await health();
console.log(`server ${version} is ${status}`);

const made = await keys.create({ name: "example", scopes: ["vectors:read"] });
for await (const key of keys.list()) {
  console.log(key.prefix, key.scopes.join(" "), key.name, key.lastUsedAt ?? "never used");
}
await keys.delete({ keyId: made.id });
console.log(`deleted ${made.id}`);
