import { movableMemory, packBlocks } from "../codec.ts";
import { isBlock, type WireOutcome, type WireResult } from "../messages.ts";
import type { BatchFiles } from "./batch-files.ts";
import type { WorkerPort } from "./port.ts";
import { ProgressReports } from "./progress-reports.ts";
import type { Batch } from "./run-batch.ts";

// Outcomes are told together, but none waits for another task once it is this old.
const tellEveryMs = 2;

/** The outcomes of a batch, on their way to the pool. */
export class Outcomes {
  /** What is told before the outcomes of the tasks it is of. */
  readonly progress: ProgressReports;
  readonly #batch: number;
  readonly #port: WorkerPort;
  readonly #files: Pick<BatchFiles, "takeScratch"> | undefined;
  #ids: number[] = [];
  #elapsed: number[] = [];
  #results: WireResult[] = [];
  #others: WireOutcome[] = [];
  #skipped: Map<number, ReadonlyMap<string, number>> | undefined;
  #told = performance.now();

  constructor({ batch, port, files }: Pick<Batch, "batch" | "port" | "files">) {
    this.#batch = batch;
    this.#port = port;
    this.#files = files;
    this.progress = new ProgressReports(batch, port);
  }

  /**
   * @param run.begin - when the task started
   * @param run.skipped - what it left out
   */
  finish(
    id: number,
    results: readonly WireResult[],
    { begin, skipped }: { readonly begin: number; readonly skipped: ReadonlyMap<string, number> | undefined },
  ): void {
    this.#ids.push(id);
    this.#elapsed.push(performance.now() - begin);
    for (const result of results) this.#results.push(result);
    if (skipped !== undefined) (this.#skipped ??= new Map()).set(id, skipped);
  }

  add(outcome: WireOutcome): void {
    this.#others.push(outcome);
  }

  /**
   * Tells what is not to wait for a task that starts now. The outcome of the last task is told with the end of the batch.
   * @returns when it starts
   */
  startTask(): number {
    const now = performance.now();
    if (now - this.#told <= tellEveryMs) return now;
    this.tell(false);
    return performance.now();
  }

  /** @param done - whether the batch has ended, which is told even when there is nothing else to tell */
  tell(done: boolean): void {
    if (!done && this.#ids.length === 0 && this.#others.length === 0) return;
    this.progress.tell();
    const results = this.#packed();
    const columns = { ids: this.#ids, elapsed: this.#elapsed, results };
    const finished = this.#skipped === undefined ? columns : { ...columns, skipped: this.#skipped };
    const scratch = this.#files?.takeScratch();
    this.#port.post(
      {
        type: "outcomes",
        batch: this.#batch,
        finished,
        others: this.#others,
        done,
        ...this.#memory(done),
        ...(scratch && { scratch }),
      },
      movableMemory(results.filter(isBlock)),
    );
    this.#ids = [];
    this.#elapsed = [];
    this.#results = [];
    this.#others = [];
    this.#skipped = undefined;
    this.#told = performance.now();
  }

  #memory(done: boolean): { readonly memory?: number } {
    return done && this.#port.memory !== undefined ? { memory: this.#port.memory() } : {};
  }

  // The blocks of all outcomes are packed together: one piece of memory for many small results.
  #packed(): WireResult[] {
    const blocks = this.#results.filter(isBlock);
    if (blocks.length === 0) return this.#results;
    const packed = packBlocks(blocks, this.#port.transport).values();
    return this.#results.map((result) => (isBlock(result) ? packed.next().value! : result));
  }
}
