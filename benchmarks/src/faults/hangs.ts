import { Bag, processes, threads, type WorkerPool } from "holdall";
import type { Fault } from "./fault.ts";

const onProcesses = (): WorkerPool => processes({ workers: 2 });
const onThreads = (): WorkerPool => threads({ workers: 2 });

function loop(): void {
  for (;;) Math.random();
}

export const hangs: readonly Fault[] = [
  row("loop without end, with a timeout, processes", onProcesses, loop),
  row("loop without end, with a timeout, threads", onThreads, loop),
  row("SIGSTOP to a worker, with a timeout, processes", onProcesses, () =>
    process.kill(process.pid, "SIGSTOP"),
  ),
];

/** Every tenth element hangs once. */
function row(name: string, open: () => WorkerPool, hang: () => unknown): Fault {
  return {
    name,
    async inject() {
      await using pool = open();
      const results = await Bag.range(20, { npartitions: 20 })
        .map(
          (x, { attempt }) => {
            if (x % 10 === 3 && attempt === 1) hang();
            return x;
          },
          { context: true },
        )
        .compute({ scheduler: pool, timeout: 500, retries: 1, retryDelay: 0 });
      const lost = 20 - results.filter((x, i) => x === i).length;
      return { injected: 2, survived: 2 - Math.min(2, lost), lost };
    },
  };
}
