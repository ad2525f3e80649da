export * from "./indexes/schemas.ts";
export * from "./search/schemas.ts";
export * from "./vectors/schemas.ts";
