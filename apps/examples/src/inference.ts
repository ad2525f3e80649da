import { createClient } from "@platform/core";
import { inference } from "@platform/inference";

// Finds the notes nearest to a question by their vectors, then lets `extract` answer by quoting them.
const { chat, embeddings, models } = inference(createClient());

for (const model of (await models.list()).data) console.log(model.id.padEnd(32), model.kind, model.owned_by);

const question = "When does the night train to Vienna leave?";
const notes = [
  "The night train to Vienna leaves platform 4 at 22:10.",
  "The café in the station hall sells sandwiches until late.",
  "Tickets for sleeping cars must be booked a day ahead.",
  "The museum of transport is closed on Mondays.",
];

const { data, usage } = await embeddings.create({
  model: "universal-sentence-encoder-lite",
  input: [question, ...notes],
});
const [asked = [], ...vectors] = data.map(({ embedding }) => embedding);
// The vectors have unit length, so their product is the cosine of the angle between them.
const score = (vector: number[]) => vector.reduce((sum, x, i) => sum + x * (asked[i] ?? 0), 0);
const ranked = notes
  .map((text, at) => ({ text, score: score(vectors[at] ?? []) }))
  .toSorted((a, b) => b.score - a.score);

console.log(`\n${question} (${usage.total_tokens} tokens embedded)`);
for (const note of ranked) console.log(note.score.toFixed(3), note.text);

const passages = ranked
  .slice(0, 2)
  .map(({ text }, at) => `<passage id="${at + 1}" source="notes">${text}</passage>`);
const stream = chat.completions.stream({
  model: "extract",
  messages: [{ role: "user", content: `${passages.join("\n")}\n\n${question}` }],
  stream_options: { include_usage: true },
});
console.log();
for await (const { choices, usage: used } of stream) {
  process.stdout.write(choices[0]?.delta.content ?? "");
  if (used) console.log(`\n\n${used.completion_tokens} tokens of answer`);
}
