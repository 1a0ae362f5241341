export {
  schedulerContract,
  type ClosableScheduler,
  type SchedulerContractOptions,
} from "./scheduler-contract.ts";
export { createRecordingExecutor, type RecordingExecutor } from "./recording-executor.ts";
