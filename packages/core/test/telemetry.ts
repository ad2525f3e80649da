import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  type HistogramMetricData,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

/** What a program that runs the OpenTelemetry SDK has recorded. */
export interface Telemetry {
  readonly spans: () => ReadableSpan[];
  readonly named: (name: string) => ReadableSpan[];
  readonly histogram: (name: string) => Promise<HistogramMetricData | undefined>;
  /** Everything recorded, as text. */
  readonly everything: () => Promise<string>;
  readonly reset: () => void;
}

/** Starts the real SDK for this file, its exporters in memory. */
export function startTelemetry(): Telemetry {
  const spanExporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter,
    exportIntervalMillis: 3_600_000,
  });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const spans = () => spanExporter.getFinishedSpans();
  const collected = async () => {
    await reader.forceFlush();
    return metricExporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
  };
  return {
    spans,
    named: (name) => spans().filter((span) => span.name === name),
    histogram: async (name) =>
      (await collected()).find(({ descriptor }) => descriptor.name === name) as
        | HistogramMetricData
        | undefined,
    everything: async () =>
      JSON.stringify([
        spans().map(({ name, attributes, events, status, links }) => ({
          name,
          attributes,
          events,
          status,
          links,
        })),
        await collected(),
      ]),
    reset: () => {
      spanExporter.reset();
      metricExporter.reset();
    },
  };
}
