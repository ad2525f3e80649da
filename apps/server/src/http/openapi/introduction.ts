/** What holds for every operation, in Markdown: the head of the reference. */
export const introduction = `
Sandboxes, inference, vectors, tasks and cost operations over HTTP and JSON.

- **Keys.** Send \`Authorization: Bearer <key>\` or \`X-API-Key: <key>\`. A key belongs to one project; what
  belongs to another project answers 404.
- **Retries.** With an \`Idempotency-Key\`, the same request sent again takes effect once and is paid once. An answer kept
  from before carries \`Idempotent-Replayed: true\`.
- **Limits.** Answers to a key whose requests are limited carry \`RateLimit-Policy\` and \`RateLimit\`; \`GET /v1/limits\`
  tells the same, and the fixed limits of this server.
- **Lists** are \`{ "data", "nextCursor" }\`. Send \`nextCursor\` back as \`cursor\` until it is null.
- **Times** are ISO 8601 in UTC. **Money** is an exact decimal as text, with its currency beside it.

## Errors

\`{ "error": { "type", "code", "message", "param", "requestId", "retryable", "docs" } }\`: \`message\` is for people,
programs go by \`code\`. \`retryable\` says whether the same request may succeed later; \`Retry-After\` (seconds) and
\`Retry-After-Ms\` say when.

| status | means | what helps |
| --- | --- | --- |
| 400, 422 | a parameter is wrong | \`param\` names it, \`message\` says what to write |
| 401 | no key, or one that is unknown, expired or deleted | send another; nothing else will help |
| 402 | a hard budget has too little left | raise it, or wait for its next window |
| 403 | the key lacks the scope | make a key with the scope that \`message\` names |
| 404 | nothing of that id in this key's project | check the id, and that the key is of the same project |
| 409 | its state forbids it, or the idempotency key was used for another request | read its state; use a new key |
| 413 | the body is larger than the operation takes | send less at once |
| 429 | too many at once or in a time | wait as long as \`Retry-After\` says |
| 500 | a fault of the platform, logged under \`requestId\` | report it with that |
| 502, 503, 504 | an engine, an upstream or the database is away or too slow | try again; \`/readyz\` says what is missing |
`.trim();
