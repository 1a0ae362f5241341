import { fileURLToPath } from "node:url";
import { pool as createPool } from "workerpool";
import type { Contender } from "./contender.ts";

export function createWorkerpool(workers: number): Contender {
  const pool = createPool(fileURLToPath(new URL("../workers/workerpool.js", import.meta.url)), {
    workerType: "thread",
    minWorkers: workers,
    maxWorkers: workers,
  });
  return {
    run: (values) => Promise.all(values.map((x) => pool.exec("increment", [x]) as PromiseLike<number>)),
    [Symbol.asyncDispose]: async () => {
      await pool.terminate();
    },
  };
}
