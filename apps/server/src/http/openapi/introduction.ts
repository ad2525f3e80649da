/** What holds for every operation, in Markdown: the head of the reference. */
export const introduction = `
Sandboxes, inference, vectors, tasks and cost operations over HTTP and JSON.

- **Keys.** Send \`Authorization: Bearer <key>\` or \`X-API-Key: <key>\`. A key belongs to one project; what
  belongs to another project answers 404.
- **Errors** are \`{ "error": { "type", "code", "message", "param", "requestId", "retryable" } }\`. Programs go by
  \`code\`. \`Retry-After\` says how many seconds to wait, \`Retry-After-Ms\` how many milliseconds.
- **Retries.** With an \`Idempotency-Key\`, the same request sent again takes effect once and is paid once. An answer kept
  from before carries \`Idempotent-Replayed: true\`.
- **Lists** are \`{ "data", "nextCursor" }\`. Send \`nextCursor\` back as \`cursor\` until it is null.
- **Times** are ISO 8601 in UTC. **Money** is an exact decimal as text, with its currency beside it.
`.trim();
