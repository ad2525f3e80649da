import * as v from "@platform/core/wire";

/** What a key or a token may do. */
export const scopes = () =>
  v.listOf(
    v.shaped(/^(\*|[a-z]+:(\*|read|write))$/, 'write scopes like "vectors:read" or "vectors:*"'),
    50,
    "scopes",
  );
