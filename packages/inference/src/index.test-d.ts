/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import {
  createChatCompletion,
  createEmbedding,
  inference,
  listModels,
  streamChatCompletion,
} from "./index.ts";

const client = createClient();
const messages = [{ role: "user" as const, content: "hi" }];

export async function types(): Promise<void> {
  const { choices, usage } = await createChatCompletion(client, { model: "extract", messages });
  for await (const chunk of streamChatCompletion(client, { model: "extract", messages })) {
    void (chunk.choices[0]?.delta.content satisfies string | null | undefined);
  }
  const { data } = await createEmbedding(client, { model: "m", input: "a", encoding_format: "base64" });
  const models = await listModels(client);
  await inference(client).chat.completions.create({ model: "extract", messages });
  void [
    choices,
    usage.total_tokens satisfies number,
    data[0]?.embedding satisfies number[] | undefined,
    models,
  ];
  // @ts-expect-error there is no such role
  await createChatCompletion(client, { model: "m", messages: [{ role: "robot", content: "hi" }] });
  // @ts-expect-error messages are missing
  await createChatCompletion(client, { model: "m" });
  // @ts-expect-error a stream is iterated, not awaited
  void (await streamChatCompletion(client, { model: "m", messages })).choices;
  // @ts-expect-error token ids are not taken
  await createEmbedding(client, { model: "m", input: [1, 2, 3] });
}
