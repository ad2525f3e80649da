import { createClient } from "@platform/core";
import { asTool, openaiTool, runTool, runTools } from "@platform/core/tools";
import { createIndex, deleteIndex, searchText, upsertTexts } from "@platform/vectors";

// Gives a model a search of one index as a tool. The model's calls are written out here, since the built-in model
// calls no tools; with one that does, they come from `message.tool_calls`.
const client = createClient();
const index = `example-${crypto.randomUUID()}`;
await createIndex(client, { name: index });
await upsertTexts(client, {
  index,
  texts: [
    { id: "holidays", text: "Everyone has thirty days of holiday a year." },
    { id: "travel", text: "A hotel may cost up to 120 euros a night." },
  ],
});

const search = asTool(searchText, {
  name: "search_handbook",
  description: "Searches the staff handbook. Use it before you answer a question about rules.",
  params: { query: "What to look for, as a question.", limit: "Most passages. Default 10." },
  // The model neither sees nor sets these.
  fixed: { index, filter: undefined, includeValues: undefined, includeMetadata: undefined },
});
const forget = asTool(deleteIndex, {
  description: "Deletes an index.",
  confirm: ({ index: name }) => {
    console.log(`May the model delete ${name === index ? "the handbook" : name}? No.`);
    return false;
  },
});
const tools = [search, forget];

console.log(JSON.stringify(openaiTool(search, { strict: true }), null, 2));

const call = (id: string, name: string, args: string) =>
  ({ id, type: "function", function: { name, arguments: args } }) as const;

// A first attempt with a fault in it, which the model is told of so that it can mend it.
const wrong = await runTool(client, tools, call("call_1", "search_handbook", '{"limit": 0}'));
console.log(wrong.content);

const messages = await runTools(client, tools, [
  call("call_2", "search_handbook", '{"query": "How much may a hotel cost?", "limit": 1}'),
  call("call_3", "deleteIndex", JSON.stringify({ index })),
]);
for (const { tool_call_id, content } of messages) console.log(tool_call_id, content);

await deleteIndex(client, { index });
