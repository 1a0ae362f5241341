import type { TaskProgress } from "@holdall/core/task";
import type { WorkerPort } from "./port.ts";

// A function may say how far it is after each of a million steps.
const tellEveryMs = 4;

/** What functions say of how far they are, on its way to the pool: several reports in a message, and none lost. */
export class ProgressReports {
  readonly #batch: number;
  readonly #port: WorkerPort;
  #reports: TaskProgress[] = [];
  #told = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(batch: number, port: WorkerPort) {
    this.#batch = batch;
    this.#port = port;
  }

  add(report: TaskProgress): void {
    this.#reports.push(report);
    const left = this.#told + tellEveryMs - performance.now();
    if (left <= 0) this.tell();
    // Where the function waits for something, nobody else would tell.
    else this.#timer ??= setTimeout(() => this.tell(), left);
  }

  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#reports.length === 0) return;
    this.#port.post({ type: "progress", batch: this.#batch, progress: this.#reports });
    this.#reports = [];
    this.#told = performance.now();
  }
}
