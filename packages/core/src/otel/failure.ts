import { type Attributes, type Span, SpanStatusCode } from "@opentelemetry/api";
import { AbortedError, ConfigurationError, ConnectionError, StreamError } from "../errors/client-errors.ts";

/** The class of an error: few different ones, and nothing of what happened. */
export const errorType = (error: unknown): string => (error instanceof Error ? error.name : "_OTHER");

/** Marks a span as failed. */
export function markFailed(span: Span, error: unknown, type: string): void {
  span.setAttribute("error.type", type);
  const message = safeMessage(error);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) });
}

/** The event that names a final error; without a stack, which holds the message. */
export function addException(span: Span, error: unknown, content: boolean): void {
  const message = content && error instanceof Error ? error.message : safeMessage(error);
  const attributes: Attributes = { "exception.type": errorType(error) };
  if (message) attributes["exception.message"] = message;
  span.addEvent("exception", attributes);
}

/**
 * Messages that core alone writes. A server's may quote the prompt or the key, a schema's the value it refuses, and one
 * of the program's own functions anything.
 */
const ownErrors = [ConnectionError, AbortedError, StreamError, ConfigurationError];

const safeMessage = (error: unknown): string | undefined =>
  ownErrors.some((kind) => error instanceof kind) ? (error as Error).message : undefined;
