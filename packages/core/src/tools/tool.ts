import type {
  ActionContract,
  DownloadContract,
  LinesContract,
  ListContract,
  StreamContract,
  UploadContract,
} from "../action/contract.ts";
import type { Client } from "../client/create-client.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { FieldWords } from "./with-words.ts";

/** Any operation but a socket, which a model has no way to hold. */
export interface ToolableAction<P> {
  (client: Client, ...args: never[]): unknown;
  readonly contract:
    | ActionContract<P, unknown>
    | StreamContract<P, unknown>
    | LinesContract<P, unknown>
    | ListContract<P, unknown>
    | UploadContract<P, unknown>
    | DownloadContract<P>;
}

/** What a host may want to know before it lets a model call a tool. No promise: the scope of the key is one. */
export interface ToolHints {
  /** It changes nothing. */
  readonly readOnly: boolean;
  /** It may change or delete what is there. */
  readonly destructive: boolean;
  /** A second call with the same arguments changes nothing further. */
  readonly idempotent: boolean;
}

/** An object's schema: what every kind of tool takes. */
export type ObjectSchema = JsonSchema & {
  readonly type: "object";
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

/** An operation as a tool. Plain data but for `action` and `confirm`; made by `asTool`. */
export interface Tool {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For the model. */
  readonly description: string;
  /** The scope that the client's key needs, as `domain:verb`; `null`: none. */
  readonly scope: string | null;
  /** What the model may give, as JSON Schema 2020-12. */
  readonly inputSchema: ObjectSchema;
  readonly hints: ToolHints;
  readonly action: ToolableAction<unknown>;
  /** Parameters that the model neither sees nor sets. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly confirm: Confirm<never> | undefined;
}

/** Asked before a call is made; `false` refuses it. `params` have been checked and hold the fixed ones too. */
export type Confirm<P> = (params: P) => boolean | Promise<boolean>;

export interface ToolOptions<P> {
  /** What it does and when to use it, for the model. Default: a sentence made of the operation's name. */
  description?: string | undefined;
  /** What is said of each parameter, by dotted path, `[]` for the items of a list: `{ "messages[].role": "…" }`. */
  params?: FieldWords | undefined;
  /** The tool's name: 1 to 64 letters, digits, `_` and `-`. Default: the operation's. */
  name?: string | undefined;
  /** Parameters that are set here and that the model neither sees nor sets; `undefined` takes one away. */
  fixed?: { readonly [K in keyof P]?: P[K] | undefined } | undefined;
  /** Asked before each call, after its arguments were checked. Default: every call is made. */
  confirm?: Confirm<P> | undefined;
  /** Where what the route and the scope tell is wrong. */
  hints?: Partial<ToolHints> | undefined;
  /** The parameters as JSON Schema, for a schema whose library cannot make one. */
  inputSchema?: JsonSchema | undefined;
}
