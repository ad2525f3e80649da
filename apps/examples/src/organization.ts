import { account } from "@platform/account";
import { createClient, RateLimitError } from "@platform/core";
import { submitUsage } from "@platform/costops";

// A project of its own for a developer, whose key does what the role allows, so fast and no faster; then all of it ends.
const { organization, projects, members, keys, limits } = account(createClient());
const word = crypto.randomUUID().slice(0, 8);

const project = await projects.create({ name: `search ${word}` });
console.log(`${(await organization.get()).name} has the project ${project.name}`);

const member = await members.create({ email: `ada-${word}@example.com`, role: "developer" });
const { id: keyId, key } = await keys.create({
  name: "ada's laptop",
  scopes: ["*"],
  projectId: project.id,
  memberId: member.id,
});

const client = createClient({ apiKey: key, retry: false });
const ada = account(client);
const { key: own } = await ada.info();
console.log(`${own.prefix} may`, own.scopes.join(" "));
const usage = { provider: "acme", model: "m", units: { request: 1 } };
const refusal = await submitUsage(client, usage).catch((error: unknown) => error);
console.log("submitting usage:", refusal instanceof Error ? refusal.message : "done");

await keys.delete({ keyId });
const second = await keys.create({ name: "slow", scopes: ["*"], memberId: member.id });
await limits.update({ keyId: second.id, requestsPerMinute: 1, burst: 3 });
const slow = account(createClient({ apiKey: second.key, retry: false }));
const asked = await Promise.allSettled(Array.from({ length: 8 }, () => slow.info()));
const tooFast = asked.filter((one) => one.status === "rejected" && one.reason instanceof RateLimitError);
console.log(`${asked.length - tooFast.length} answered, ${tooFast.length} told to wait`);

// What belongs to a member ends with them.
await members.delete({ memberId: member.id });
await projects.archive({ projectId: project.id });
console.log("Ada has gone, and the project is archived");
