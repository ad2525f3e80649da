import { type JsonSchema, withWords } from "@platform/core/tools";
import type { AnyContract } from "../contract.ts";
import { words } from "./generated/words.ts";
import { jsonSchema } from "./json-schema.ts";

interface Described {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** What an operation answers when all is well. */
export function describeResult(contract: AnyContract): Described {
  const shape = (schema: Parameters<typeof jsonSchema>[0]): JsonSchema =>
    withWords(jsonSchema(schema, "output"), words[contract.name]?.result ?? {});
  switch (contract.kind) {
    case "stream":
      return {
        description:
          "Server-sent events, each with JSON as its data, ended by `data: [DONE]`. A failure on the way is one event `{ error }`, after which the stream ends without `[DONE]`. Comments keep the connection alive.",
        content: { "text/event-stream": { schema: shape(contract.event()) } },
      };
    case "lines":
      return {
        description:
          'Lines of JSON, ended by the line `{"done":true}`. A failure on the way is one line `{ error }`, after which nothing follows. Empty lines keep the connection alive.',
        content: { "application/x-ndjson": { schema: shape(contract.line()) } },
      };
    case "list":
      return {
        description: "A page. Send `nextCursor` as `cursor` for the next one; it is null on the last.",
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["data", "nextCursor"],
              properties: {
                data: { type: "array", items: shape(contract.item()) },
                nextCursor: { type: ["string", "null"] },
              },
            },
          },
        },
      };
    case "download":
      return {
        description:
          "The bytes. Where the answer has an `ETag`, `Range: bytes=<from>-` with `If-Range: <etag>` gives the rest of the same content (206), or the whole of another (200).",
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      };
    case "socket":
      return {
        description:
          "A WebSocket of JSON messages, over the subprotocol `platform.v1`. Without headers a client identifies itself by one more subprotocol: `platform.ticket.<ticket>` of `createTicket`, or `platform.key.<key>`. The regular end is close code 1000; 4000 to 4099 are the refusals 400 to 499.",
      };
    default:
      return {
        description: "Done.",
        content: { "application/json": { schema: shape(contract.result()) } },
      };
  }
}
