/** A model this server can use now, in OpenAI's shape with a few facts more. */
export interface Model {
  id: string;
  object: "model";
  /** Unix seconds: when the server began to serve it. */
  created: number;
  /** `"platform"`, or the upstream's name. */
  owned_by: string;
  kind: "chat" | "embedding";
  /** What it can and cannot do, in a sentence. */
  description: string;
  /** Numbers in a vector, for embedding models. */
  dimensions?: number | undefined;
  /** Most tokens it takes in at once. */
  max_tokens?: number | undefined;
}
