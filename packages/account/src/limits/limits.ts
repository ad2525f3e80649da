/** How much a key, or a project, may ask of the server. */
export interface Limits {
  /** What they hold for: `key_…`, or `prj_…` for the project as a whole. */
  id: string;
  /** How fast requests may come. A request counts in each of them; where there is none, nothing is refused. */
  rates: RateLimit[];
  server: ServerLimits;
}

/** A bucket of requests, full at first, from which each request takes one and which fills at an even pace. */
export interface RateLimit {
  /** `project`: all of its keys together; `key`: one, with its tokens and what replaced it. */
  of: "project" | "key";
  /** How many come back in a minute. */
  requestsPerMinute: number;
  /** How many there are when it is full: the most that may come at once. */
  burst: number;
  /** How many there are now. */
  remaining: number;
  /** When it is full again, by the clock of the database; a time gone by when it is full. */
  fullAt: string;
}

/** What holds for every caller of this server. */
export interface ServerLimits {
  /** Largest JSON body, in bytes, of operations that have none of their own. */
  bodyBytes: number;
  /** Most items of a page. */
  pageItems: number;
  /** Most uploads in parts that a project may have on their way. */
  uploads: number;
  /** Operations that have limits of their own. */
  operations: OperationLimits[];
}

export interface OperationLimits {
  /** `"submitUsageBatch"`, … */
  name: string;
  /** Largest body, in bytes; `null` where the operation has no limit of its own. */
  bodyBytes: number | null;
  /** The longest that its lists may be, by parameter: `{ events: 1000 }`. */
  items: Record<string, number>;
}
