export * from "./chat/schemas.ts";
export * from "./embeddings/schemas.ts";
export * from "./models/schemas.ts";
