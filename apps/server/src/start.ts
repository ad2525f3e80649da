#!/usr/bin/env node
import { parseArgs } from "node:util";
import { openPlatform } from "./app.ts";
import { ConfigError } from "./config/config-error.ts";
import { type Config, readConfig } from "./config/read-config.ts";
import { listen } from "./listen.ts";
import { createLog } from "./log/create-log.ts";
import { parts } from "./parts.ts";
import { greet } from "./start/greet.ts";
import { stopOnSignals } from "./start/stop-on-signals.ts";

try {
  const config = settings();
  const log = createLog(config.logLevel);
  const platform = await openPlatform(config, parts, log);
  const listening = await listen(platform, config.host, config.port).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  const stopWorkers = await parts.startWorkers?.(platform, listening.url, log);
  stopOnSignals(async () => {
    await stopWorkers?.();
    await listening.stop();
  }, log);
  void platform.store.lost.then((error) => {
    log.fatal({ err: error }, "the database is gone");
    process.exit(1);
  });
  process.stdout.write(greet(listening.url, platform, config));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function settings(): Config {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  return readConfig(values.port === undefined ? process.env : { ...process.env, PLATFORM_PORT: values.port });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `The server did not start: ${error.message.replace("listen EADDRINUSE: ", "")}. Choose another port: --port 9000, or PLATFORM_PORT.`;
  }
  return `The server did not start. ${error instanceof Error ? error.message : String(error)}`;
}
