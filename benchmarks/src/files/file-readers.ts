import { once } from "node:events";
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** Bytes of a file. */
export interface FilePart {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Threads made by hand that read a file, and do nothing with it. */
export interface FileReaders extends AsyncDisposable {
  /** Has so many of them read as much each. */
  read(file: string, threads: number): Promise<void>;
}

/** Starts threads that read files. */
export function createFileReaders(threads: number): FileReaders {
  const url = new URL("./workers/read-part.js", import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(url));
  return {
    async read(file, threads) {
      const { size } = statSync(file);
      const placeOf = (i: number): number => Math.floor((size * i) / threads);
      const parts = workers.slice(0, threads).map(async (worker, i) => {
        worker.postMessage({ file, start: placeOf(i), end: placeOf(i + 1) } satisfies FilePart);
        await once(worker, "message");
      });
      await Promise.all(parts);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
