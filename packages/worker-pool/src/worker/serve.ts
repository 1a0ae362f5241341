import { isThenable, SpillWriter } from "@holdall/core/task";
import { decode } from "../codec.ts";
import type { ToWorker, WireTasks } from "../messages.ts";
import { BatchFiles } from "./batch-files.ts";
import { createContentStore, noContent } from "./content-store.ts";
import type { WorkerPort } from "./port.ts";
import { runBatch } from "./run-batch.ts";
import { KeptValues } from "./kept-values.ts";
import { createBatchSignals } from "./batch-signals.ts";

type Queued = Exclude<ToWorker, { readonly type: "cancel" | "expire" }>;

/**
 * Serves a pool for the life of this thread or process: runs batches in the order in which they come, one task at a
 * time.
 */
export function serveWorker(port: WorkerPort): void {
  const contents = createContentStore();
  const kept = new KeptValues();
  const writer = new SpillWriter();
  const signals = createBatchSignals();
  const queue: Queued[] = [];
  let workerId = 0;
  let busy = false;

  port.onMessage((message) => {
    // Heeded at once, so that it reaches a batch that is waiting for something.
    if (message.type === "cancel") signals.cancel(message.run);
    else if (message.type === "expire") signals.expire(message.batch);
    else queue.push(message);
    if (!busy) drain();
  });
  port.post({ type: "ready" });

  // Stays synchronous as long as the work does: a promise per batch would cost more than a short batch.
  function drain(): void {
    busy = true;
    while (queue.length > 0) {
      const pending = handle(queue.shift()!);
      if (isThenable(pending)) {
        void pending.then(drain);
        return;
      }
    }
    busy = false;
    // All that a cancelled run has sent has come, as messages keep their order.
    signals.clear();
  }

  function handle(message: Queued): void | PromiseLike<unknown> {
    switch (message.type) {
      case "start":
        ({ workerId } = message);
        return;
      case "ship":
        contents.add(message);
        return;
      case "forget":
        contents.forget(message.contents);
        return;
      case "release":
        kept.release(message.kept);
        return;
      case "run": {
        const { batch, run } = message;
        kept.add(message.kept);
        const running = runBatch({
          batch,
          groups: decode(message.tasks, true) as WireTasks,
          blocks: message.blocks,
          kept,
          content: message.content === undefined ? noContent : contents.get(message.content),
          strict: message.strict,
          trace: message.trace,
          files: message.spill && new BatchFiles(message.spill, writer),
          isCancelled: () => signals.isCancelled(run),
          host: {
            workerId,
            get signal() {
              return signals.of({ batch, run });
            },
          },
          isWatched: message.isWatched,
          port,
        });
        if (running === undefined) signals.forget(batch);
        return running?.then(() => signals.forget(batch));
      }
      default:
        message satisfies never;
    }
  }
}
