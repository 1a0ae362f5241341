import { Tinypool } from "tinypool";
import { tasksPerWorker, type Contender } from "./contender.ts";

export function createTinypool(workers: number): Contender {
  const pool = new Tinypool({
    filename: new URL("../workers/increment.js", import.meta.url).href,
    name: "increment",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: tasksPerWorker,
  });
  return {
    run: (values) => Promise.all(values.map((x) => pool.run(x) as Promise<number>)),
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
