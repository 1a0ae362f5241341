import { Piscina } from "piscina";
import { tasksPerWorker, type Contender } from "./contender.ts";

export function createPiscina(workers: number): Contender {
  const pool = new Piscina<number, number>({
    filename: new URL("../workers/increment.js", import.meta.url).href,
    name: "increment",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: tasksPerWorker,
  });
  return {
    run: (values) => Promise.all(values.map((x) => pool.run(x))),
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
