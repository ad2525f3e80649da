const field = (type: string, description: string) => ({ type, description });

/** What every operation shares: the error body and the ways to send a key. */
export const components = {
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", description: "An API key of the project." },
    header: { type: "apiKey", in: "header", name: "X-API-Key", description: "The same key, as a header." },
  },
  schemas: {
    Error: {
      type: "object",
      required: ["error"],
      properties: {
        error: {
          type: "object",
          required: ["type", "code", "message", "requestId", "retryable"],
          properties: {
            type: field("string", "The kind of error, as OpenAI's clients know it."),
            code: field("string", "Stable, for programs."),
            message: field("string", "For people: what is wrong and how to mend it."),
            param: field("string", "The parameter at fault, as a dotted path."),
            requestId: field("string", "Quote it when reporting a problem."),
            retryable: field("boolean", "Whether the same request may succeed later."),
            docs: field("string", "Where to read on, as a path of this server."),
          },
        },
      },
    },
  },
  headers: {
    RequestId: { description: "Names this request in logs.", schema: { type: "string" } },
    IdempotentReplayed: {
      description: "`true` when this is the stored answer of an earlier request with the same key.",
      schema: { type: "string" },
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      description: "The same key with the same parameters takes effect once, for a day.",
      schema: { type: "string", maxLength: 255 },
    },
    RunId: {
      name: "X-Run-Id",
      in: "header",
      description: "Joins the usage of one run of the caller across domains.",
      schema: { type: "string", maxLength: 128 },
    },
    LastEventId: {
      name: "Last-Event-ID",
      in: "header",
      description: "The id of the last event the client has; the stream goes on after it.",
      schema: { type: "string" },
    },
  },
} as const;
