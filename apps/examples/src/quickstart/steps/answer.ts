import type { Client } from "@platform/core";
import { streamChatCompletion } from "@platform/inference";
import { flow } from "../screen/flow.ts";
import { dim, line, plain } from "../screen/style.ts";
import type { Passage } from "./search.ts";

/** Answers from the passages, word by word, with citations; names the model that did. */
export async function answer(client: Client, model: string, question: string, passages: readonly Passage[]) {
  const context = passages
    .map(
      ({ source, text }, at) =>
        `<passage id="${at + 1}" source=${JSON.stringify(source)}>\n${text}\n</passage>`,
    )
    .join("\n");
  const messages = [
    { role: "system" as const, content: `Answer from these passages only and cite them.\n${context}` },
    { role: "user" as const, content: question },
  ];
  let answeredBy = model;
  const words = flow();
  for await (const chunk of streamChatCompletion(client, { model, messages })) {
    answeredBy = chunk.model;
    words.write(chunk.choices[0]?.delta.content ?? "");
  }
  words.end();
  line(dim(`   answered by the model "${plain(answeredBy)}"`));
}
