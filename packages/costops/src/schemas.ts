export * from "./costs/schemas.ts";
export * from "./prices/schemas.ts";
export * from "./usage/schemas.ts";
