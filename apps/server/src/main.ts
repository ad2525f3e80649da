import { parseArgs } from "node:util";
import { openPlatform } from "./app.ts";
import { type Config, readConfig } from "./config/read-config.ts";
import { listen } from "./listen.ts";
import { createLog } from "./log/create-log.ts";
import { parts } from "./parts.ts";
import { announce } from "./start/announce.ts";
import { explain } from "./start/explain.ts";
import { greet } from "./start/greet.ts";
import { stopOnSignals } from "./start/stop-on-signals.ts";

let config: Config | undefined;
try {
  config = settings();
  const log = createLog(config.logLevel);
  const platform = await openPlatform(config, parts, log);
  const listening = await listen(platform, config.host, config.port).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  const stopWorkers = await parts.startWorkers?.(platform, listening.url, log);
  const withdraw = await announce(config.dataDir, listening.url, log);
  stopOnSignals(async () => {
    await withdraw();
    await stopWorkers?.();
    await listening.stop();
  }, log);
  void platform.store.lost.then((error) => {
    log.fatal({ err: error }, "the database is gone");
    process.exit(1);
  });
  process.stdout.write(greet(listening.url, platform, config));
} catch (error) {
  process.stderr.write(`${explain(error, config)}\n`);
  process.exitCode = 1;
}

function settings(): Config {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  return readConfig(values.port === undefined ? process.env : { ...process.env, PLATFORM_PORT: values.port });
}
