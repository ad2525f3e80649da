import { setTimeout as sleep } from "node:timers/promises";
import { openPlatform } from "../src/app.ts";
import { readConfig } from "../src/config/read-config.ts";
import { serve } from "../src/http/serve.ts";
import { listen } from "../src/listen.ts";
import { createLog } from "../src/log/create-log.ts";
import { stopOnSignals } from "../src/start/stop-on-signals.ts";
import { createBox, serveCreateBox, serveListBoxes } from "./example-actions.ts";
import { serveCount } from "./example-streams.ts";

// The real start with the tests' own operations, one of which takes its time and heeds nothing.
const slow = { contract: { ...createBox.contract, name: "slow", route: "POST /v1/slow" } } as const;
const serveSlow = serve(slow, async (_, { memoryMb = 0 }) => {
  await sleep(memoryMb);
  return { id: "sbx_slow", template: "slow" };
});
const config = readConfig(process.env);
const log = createLog(config.logLevel);
const platform = await openPlatform(
  config,
  {
    operations: [serveCreateBox, serveListBoxes, serveCount, serveSlow],
    engines: () => [],
    price: async () => ({ cost: null, currency: "USD", priceIds: [] }),
  },
  log,
);
const listening = await listen(platform, config.host, config.port);
stopOnSignals(() => listening.stop(), log);
process.stdout.write(`ready at ${listening.url} with ${platform.first.key}\n`);
