import { type DestinationStream, type Logger, pino } from "pino";
import { errorFields } from "./error-fields.ts";

/** Fields that may hold a secret, wherever a careless line puts them. */
const secret = [
  "authorization",
  "apiKey",
  "api_key",
  "password",
  "token",
  "secret",
  "cookie",
  "databaseUrl",
  "connectionString",
  "key",
];

/** Structured lines, on standard error unless told otherwise: standard output is for people. */
export function createLog(level: string, to: DestinationStream = pino.destination(2)): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.headers["x-api-key"]`]);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...new Set(paths)] },
      serializers: { err: errorFields },
    },
    to,
  );
}
