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
