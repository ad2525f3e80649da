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
 * of the program's own functions anything: so may a `fetch` that fails with a text and no code.
 */
const safeMessage = (error: unknown): string | undefined => {
  const isOwn = ownErrors.some((kind) => error instanceof kind);
  if (!isOwn || !(error instanceof Error)) return undefined;
  const { code } = Object(error.cause) as { readonly code?: unknown };
  const isQuoting =
    error instanceof ConnectionError && error.cause !== undefined && !/^[A-Z_\d]+$/.test(String(code));
  return isQuoting ? undefined : error.message;
};

const ownErrors = [ConnectionError, AbortedError, StreamError, ConfigurationError];
