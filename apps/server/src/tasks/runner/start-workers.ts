import { newId } from "../../store/new-id.ts";
import type { TaskQueue } from "../engine.ts";
import { runDelivery } from "./run-delivery.ts";
import type { World } from "./world.ts";

export interface Workers {
  /** Ends what runs (it is taken up again by the next server) and takes no more. */
  stop(): Promise<void>;
}

/** How many tasks one server runs at a time. */
const concurrency = 2;

/** Begins to work off the queue, each attempt in a process of its own. */
export async function startWorkers(
  queue: TaskQueue,
  world: Omit<World, "catalogue" | "worker">,
): Promise<Workers> {
  const stopping = new AbortController();
  const whole: World = { ...world, catalogue: queue.catalogue, worker: newId("wrk") };
  await queue.work(concurrency, (delivery) => runDelivery(whole, delivery, stopping.signal));
  return {
    async stop() {
      stopping.abort(new Error("The server is stopping."));
      await queue.stopWork();
    },
  };
}
