export * from "./execution/schemas.ts";
export * from "./files/schemas.ts";
export * from "./sandboxes/schemas.ts";
