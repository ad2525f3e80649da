import type { Logger } from "pino";
import type { Engines } from "../engines.ts";
import type { Tenant, TenantIds } from "../store/tenant-types.ts";
import type { AnyContract } from "./contract.ts";
import type { Price } from "./meter/record-usage.ts";
import type { WorstCaseOf } from "./meter/worst-case.ts";

/** Who asks. */
export interface Principal extends TenantIds {
  readonly apiKeyId: string;
  readonly keyPrefix: string;
  /** Whose key it is; null for nobody's. */
  readonly memberId: string | null;
  readonly scopes: readonly string[];
  /** The key whose rate limit holds for it. Absent: its own. */
  readonly limitKeyId?: string | undefined;
}

/** What the server was told that handlers need to know. */
export interface Settings {
  readonly webhooks: {
    /** `PLATFORM_WEBHOOKS_ALLOW_PRIVATE` */
    readonly allowPrivate: boolean;
  };
  /** `PLATFORM_BODY_LIMIT_MB`: the largest JSON body, in bytes. */
  readonly bodyLimit: number;
}

export interface MeterLabels {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly userId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What a handler knows of its request. */
export interface Context {
  readonly principal: Principal;
  /** The project's rows; within the operation's transaction when its effect is `"database"`. */
  readonly db: Tenant;
  /** Aborted when the client has gone or the server stops. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** From the header `X-Run-Id`: joins what one run of the caller did, across domains. */
  readonly runId: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly log: Logger;
  readonly engines: Engines;
  readonly settings: Settings;
  /** What this server serves: for estimates of any operation, and for what limits it has. */
  readonly operations: readonly Pick<Operation, "contract" | "worstCase" | "bodyLimit">[];
  /** Whether the server takes work; false from the first moment of its shutdown. */
  readonly isReady: () => boolean;
  /** For the rare handler that writes a row of the ledger besides its own: `recordUsage`. */
  readonly price: Price;
  /**
   * Says what was used, as exact decimals: `{ input_token: "12" }`. Amounts of one unit add up over calls;
   * labels of a later call win. Without any call the operation counts as `{ request: "1" }`.
   */
  meter(units: Readonly<Record<string, string>>, labels?: MeterLabels): void;
  /** What budgets have set aside for this request of its `worstCase`; undefined when no hard budget applies. */
  readonly allowance: Allowance | undefined;
  /**
   * Sets money aside for what goes on after the request, the `lasting` part of the operation's worst case, until `until`
   * or until the row `eventId` is in the ledger; 402 when it does not fit. Done in `tx`, where the row is written that
   * promises that end, so that there is both or neither; by default in `db`.
   */
  hold(lasting: Lasting, tx?: Tenant): Promise<void>;
  /** Gives it back, in `tx` or `db`, when what was held for has ended without such a row, since it never began. */
  letGo(eventId: string, tx?: Tenant): Promise<void>;
}

/** What goes on after its request: which row of the ledger ends it, and by when that is there. */
export interface Lasting {
  readonly eventId: string;
  readonly until: Date;
}

export interface Allowance {
  /** Never to be gone over. */
  readonly units: Readonly<Record<string, string>>;
  /** Whether that is less than the worst case: who stops for it says so with 402. */
  readonly wasCut: boolean;
}

export interface UploadContext extends Context {
  /** The bytes as they come; empty when there are none. */
  readonly body: ReadableStream<Uint8Array>;
  readonly contentType: string | undefined;
}

export interface StreamEvent<E> {
  /** Lets a client resume after this event (`Last-Event-ID`). */
  readonly id?: string | undefined;
  readonly data: E;
}

export interface StreamContext extends Context {
  /** The last event the client has, from the header `Last-Event-ID`. */
  readonly lastEventId: string | undefined;
}

export interface SocketContext<O> extends Context {
  /** What the client sends, checked. Ends when it has closed; unread messages hold it back. */
  readonly messages: AsyncIterable<O>;
}

export interface PageResult<T> {
  readonly data: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface DownloadResult {
  /** With an `etag`, parts of a `Blob` can be asked for. */
  readonly body: Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly contentType: string;
  readonly fileName?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** A strong one, in quotes: the same only for the same bytes. `contentTag` makes it. */
  readonly etag?: string | undefined;
}

export type Maybe<T> = T | Promise<T>;

export interface ServeOptions {
  /**
   * Where the effect happens. `"database"`: the handler touches only `context.db`; effect, idempotency row and
   * usage are one transaction. `"engine"`: it happens outside; a lease guards it. `"none"`: nothing is changed,
   * so a repetition is worked out anew, and still counted once. Default `"engine"`.
   */
  readonly effect?: "database" | "engine" | "none" | undefined;
  /** `false` for operations that only look at or feed the ledger. Default `true`. */
  readonly metered?: boolean | undefined;
  /**
   * The most the operation may use, so that hard budgets can set it aside before it runs, and estimates tell it.
   * Default `{ request: "1" }`.
   */
  readonly worstCase?: WorstCaseOf<never> | undefined;
  /** `false`: carried out though a budget is used up, since it ends or takes away what costs. Default: of `DELETE` only. */
  readonly mayBeRefused?: boolean | undefined;
  /**
   * Whether who did it is noted in the audit log, in the same transaction. Default: `true` for what changes
   * something under `account:write`, `costops:write` or `organization:write`.
   */
  readonly audited?: boolean | undefined;
  /** The answer holds a secret: it is not kept, and a repeated request is told so. Default `false`. */
  readonly shownOnce?: boolean | undefined;
  /** Largest body in bytes. Default: the server's setting; of an upload in parts 1 GiB, of one in one piece none. */
  readonly bodyLimit?: number | undefined;
  /** Parameters whose text never meets the database, so that it may hold NUL. Default: none. */
  readonly mayHoldNul?: readonly string[] | undefined;
  /** `false`: whoever has its scope may do it though a rate limit is reached, and it counts in none. Default `true`. */
  readonly limited?: boolean | undefined;
  /** Answered also while the server stops. Default `false`. */
  readonly whileStopping?: boolean | undefined;
}

/** What the request path gives to every handler; the overloads of `serve` show each kind its own part. */
export type AnyContext = StreamContext & UploadContext & SocketContext<unknown>;

/** A contract with what carries it out. Made by `serve`. */
export interface Operation {
  readonly contract: AnyContract;
  /** Parameters were validated against the contract before it is called. */
  readonly handler: (context: AnyContext, params: unknown) => unknown;
  readonly effect: "database" | "engine" | "none";
  readonly metered: boolean;
  readonly worstCase: WorstCaseOf<unknown>;
  readonly mayBeRefused: boolean;
  readonly audited: boolean;
  readonly shownOnce: boolean;
  readonly mayHoldNul: readonly string[];
  readonly bodyLimit: number | undefined;
  readonly limited: boolean;
  readonly whileStopping: boolean;
}
