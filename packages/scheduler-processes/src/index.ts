export { processes, type ProcessesOptions } from "./processes.ts";
