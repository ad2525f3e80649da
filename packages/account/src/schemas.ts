export * from "./audit/schemas.ts";
export * from "./deliveries/schemas.ts";
export * from "./health/schemas.ts";
export * from "./keys/schemas.ts";
export * from "./tickets/schemas.ts";
export * from "./tokens/schemas.ts";
export * from "./webhooks/schemas.ts";
