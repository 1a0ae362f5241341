import { Worker } from "node:worker_threads";
import { tasksPerWorker, type Contender } from "./contender.ts";

/** No pool: messages there and back by hand, which is what every pool of threads has to do at least. */
export function createMessageWorkers(count: number): Contender {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("../workers/post-message.js", import.meta.url)),
  );
  return {
    async run(values) {
      const share = Math.ceil(values.length / count);
      const shares = workers.map((worker, index) =>
        sendThrough(worker, values.slice(index * share, (index + 1) * share)),
      );
      return (await Promise.all(shares)).flat();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function sendThrough(worker: Worker, values: readonly number[]): Promise<number[]> {
  if (values.length === 0) return Promise.resolve([]);
  return new Promise((resolve) => {
    const results: number[] = [];
    let sent = 0;
    const sendNext = (): void => {
      if (sent < values.length) worker.postMessage(values[sent++]);
    };
    const receive = (result: number): void => {
      if (results.push(result) < values.length) return sendNext();
      worker.off("message", receive);
      resolve(results);
    };
    worker.on("message", receive);
    for (let count = 0; count < tasksPerWorker; count++) sendNext();
  });
}
