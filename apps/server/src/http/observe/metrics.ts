import { Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  /** `operation` is a contract's name or a fixed route, never a path: few values, whatever is asked. */
  observe(operation: string, status: number, seconds: number): void;
  /** A request that a rate limit refused, by what the limit holds for. */
  refused(limit: "project" | "key"): void;
}

export function createMetrics(inflight: { readonly size: number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const labelNames = ["operation", "status"];
  const requests = new Counter({
    name: "platform_http_requests_total",
    help: "Requests answered, by operation and status.",
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: "platform_http_request_seconds",
    help: "Time from a request to the end of its answer, streams included.",
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    labelNames: ["operation"],
    registers,
  });
  const refusals = new Counter({
    name: "platform_rate_limit_refusals_total",
    help: "Requests refused by a rate limit, by what it holds for.",
    labelNames: ["limit"],
    registers,
  });
  const running = new Gauge({
    name: "platform_http_requests_in_flight",
    help: "Requests that run now.",
    registers: [],
    collect() {
      this.set(inflight.size);
    },
  });
  registry.registerMetric(running);
  return {
    registry,
    refused: (limit) => refusals.inc({ limit }),
    observe(operation, status, taken) {
      requests.inc({ operation, status: String(status) });
      seconds.observe({ operation }, taken);
    },
  };
}
