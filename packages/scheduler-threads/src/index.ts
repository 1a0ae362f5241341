export { threads, type ThreadsOptions } from "./threads.ts";
