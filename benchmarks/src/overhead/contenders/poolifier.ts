import { fileURLToPath } from "node:url";
import { FixedThreadPool } from "poolifier";
import type { Contender } from "./contender.ts";

export function createPoolifier(workers: number): Contender {
  const file = fileURLToPath(new URL("../workers/poolifier.js", import.meta.url));
  const pool = new FixedThreadPool<number, number>(workers, file);
  return {
    run: (values) => Promise.all(values.map((x) => pool.execute(x))),
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
