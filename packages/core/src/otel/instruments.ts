import { type Histogram, type Meter, type MeterProvider, metrics } from "@opentelemetry/api";

/** What is measured. */
export interface Instruments {
  readonly request: Histogram;
  readonly operation: Histogram;
  readonly firstChunk: Histogram;
  readonly tokens: Histogram;
}

/** Buckets that the conventions ask for. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const operationSeconds = Array.from({ length: 14 }, (_, power) => 2 ** power / 100);
const tokenCounts = Array.from({ length: 14 }, (_, power) => 4 ** power);

/**
 * Gives the instruments of a meter, or of the global one. The global one is looked up for each call: other than a
 * tracer, a meter that was got before the SDK started stays silent for good.
 */
export function instruments(name: string, own: Meter | undefined): () => Instruments {
  if (own) {
    const made = make(own);
    return () => made;
  }
  let from: MeterProvider | undefined;
  let made: Instruments;
  return () => {
    const provider = metrics.getMeterProvider();
    if (provider !== from) made = make((from = provider).getMeter(name));
    return made;
  };
}

function make(meter: Meter): Instruments {
  const histogram = (name: string, unit: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries } });
  return {
    request: histogram(
      "http.client.request.duration",
      "s",
      "Duration of HTTP client requests.",
      requestSeconds,
    ),
    operation: histogram(
      "gen_ai.client.operation.duration",
      "s",
      "GenAI operation duration.",
      operationSeconds,
    ),
    firstChunk: histogram(
      "gen_ai.client.operation.time_to_first_chunk",
      "s",
      "Time to receive the first chunk of a stream.",
      operationSeconds,
    ),
    tokens: histogram(
      "gen_ai.client.token.usage",
      "{token}",
      "Number of input and output tokens used.",
      tokenCounts,
    ),
  };
}
