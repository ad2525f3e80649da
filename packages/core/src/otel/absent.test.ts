import { metrics } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, test } from "vitest";
import { echo, ticks } from "../../test/actions.ts";
import { bundle } from "../../test/bundle.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { otel } from "../otel.ts";

test("nothing of it is in a program that does not import it", async () => {
  const { code, inputs } = await bundle("all", "browser");
  expect(inputs.filter((path) => /otel|opentelemetry/.test(path))).toEqual([]);
  expect(code).not.toMatch(/opentelemetry|gen_ai/);
});

test("without an SDK calls go as ever and send no header", async () => {
  await using server = await serve((response, { url }, count) => {
    if (url === "/v1/echo") return json(response, { text: "a" }, count === 1 ? 503 : 200);
    events(response, 'data: {"n":1}\n\n', "data: [DONE]\n\n");
  });
  const client = server.client({ use: [otel()] });
  expect(await echo(client, { text: "a" })).toEqual({ text: "a" });
  expect(await collect(ticks(client))).toEqual([{ n: 1 }]);
  const names = new Set(server.seen.flatMap(({ headers }) => Object.keys(headers)));
  for (const name of ["traceparent", "tracestate", "baggage"]) expect(names.has(name)).toBe(false);
  const nobody = server.client({ use: [otel()], baseUrl: "http://127.0.0.1:1", retry: false });
  expect(await failure(echo(nobody, { text: "a" }))).toMatchObject({ name: "ConnectionError" });
});

test("an SDK that starts after the first call is still told of the next", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  const client = server.client({ use: [otel()] });
  await echo(client, { text: "a" });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  await echo(client, { text: "a" });
  await reader.forceFlush();
  const counts = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics))
    .flatMap(({ dataPoints }) => dataPoints.map(({ value }) => (value as { count: number }).count));
  expect(counts).toEqual([1]);
});
