import * as v from "@platform/core/wire";

/** What a key or a token may do. */
export const scopes = () =>
  v.listOf(
    v.shaped(
      /^(\*|(account|costops|inference|organization|sandbox|tasks|vectors):(\*|read|write))$/,
      'write scopes like "vectors:read" or "vectors:*", of a domain that there is',
    ),
    50,
    "scopes",
  );
