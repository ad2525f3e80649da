import type { Tenant, TenantIds } from "../store/tenant-types.ts";
import type { Catalogue } from "./blocks/catalogue.ts";

/** One task handed to a worker. It may be handed out again: to another worker, after a crash, or twice. */
export interface Delivery {
  readonly ids: TenantIds;
  readonly taskId: string;
  /** Aborted when the queue has taken the delivery back. */
  readonly signal: AbortSignal;
}

/**
 * Hands accepted tasks to workers, at least once each, until one says it is done. It holds no truth: what a
 * task is and how it ended is in our own tables.
 */
export interface TaskQueue {
  /** The blocks its workers can run. */
  readonly catalogue: Catalogue;
  /** Within the caller's transaction: the task and its place in the queue come together or not at all. */
  enqueue(db: Tenant, taskId: string): Promise<void>;
  /** Takes a waiting task out of the queue, within the caller's transaction. */
  cancel(db: Tenant, taskId: string): Promise<void>;
  /** Works off the queue, so many at a time. A handler that throws gets the task again a little later. */
  work(concurrency: number, handle: (delivery: Delivery) => Promise<void>): Promise<void>;
  /** Takes no more; resolves when every handler has returned. */
  stopWork(): Promise<void>;
  close(): Promise<void>;
}
