import { createClient } from "@platform/core";
import { submitUsage } from "@platform/costops";
import { compare } from "./compare.mjs";

const requests = 2_000;
const inFlight = 64;
const used = { provider: "openai", model: "gpt", units: { input_token: 1200, output_token: 300 } };

await compare((url) => {
  const client = createClient({ apiKey: "key", baseUrl: url });
  const headers = { authorization: "Bearer key", "content-type": "application/json" };
  const bare = async () => {
    const response = await fetch(`${url}/v1/usage`, { method: "POST", headers, body: JSON.stringify(used) });
    return response.json();
  };
  const many = (one) => () =>
    Promise.all(Array.from({ length: inFlight }, () => repeat(one, requests / inFlight)));
  return { units: requests, peer: many(bare), ours: many(() => submitUsage(client, used)) };
});

async function repeat(one, times) {
  for (let done = 0; done < times; done++) await one();
}
