export { type FaultInfo, type FaultName, faults } from "./testing/faults/faults.ts";
export {
  type FaultPlan,
  type Outcome,
  randomFaults,
  type RandomFaultOptions,
} from "./testing/faults/plan.ts";
export type { Effect } from "./testing/server/server-state.ts";
export { type DownloadBody, handle, type Handler, type HandlerContext } from "./testing/server/handle.ts";
export type { SeenRequest } from "./testing/server/request-log.ts";
export { type ActionServer, serveActions, type ServeActionsOptions } from "./testing/server/serve-actions.ts";
export type { Exchange, Recording } from "./testing/recording/format.ts";
export type { MaskOptions } from "./testing/recording/mask.ts";
export { record, type Recorder } from "./testing/recording/record.ts";
export { replay, type Replayer, type ReplayOptions } from "./testing/recording/replay.ts";
export { ReplayError } from "./testing/recording/replay-error.ts";
