import { createClient } from "@platform/core";
import { streamChatCompletion } from "@platform/inference";
import { compare } from "./compare.mjs";

const messages = [{ role: "user", content: "hi" }];

await compare((url) => {
  const client = createClient({ apiKey: "key", baseUrl: url });
  const raw = async () => {
    const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body: "{}" });
    const decoder = new TextDecoder();
    let rest = "";
    let read = 0;
    for await (const bytes of response.body) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
      rest = parts.pop();
      for (const part of parts) if (part !== "data: [DONE]") read += JSON.parse(part.slice(6)).choices.length;
    }
    return read;
  };
  const ours = async () => {
    let read = 0;
    for await (const chunk of streamChatCompletion(client, { model: "m", messages }))
      read += chunk.choices.length;
    if (read !== 20_000) throw new Error(`read ${read} of 20000 chunks`);
  };
  return { units: 20_000, peer: raw, ours };
});
