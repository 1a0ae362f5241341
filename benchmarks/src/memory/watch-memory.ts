import { median } from "../median.ts";

const everyMs = 10;

/** Looks at the memory of this process until it is stopped. */
export class MemoryWatch {
  readonly #seen: number[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#seen.push(process.memoryUsage.rss()), everyMs);
  }

  /** @returns bytes: what the process mostly held once it had warmed up, in the later half of the time */
  stop(): number {
    clearInterval(this.#timer);
    this.#seen.push(process.memoryUsage.rss());
    return median(this.#seen.slice(Math.floor(this.#seen.length / 2)));
  }
}
