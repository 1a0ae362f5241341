import { setTimeout as sleep } from "node:timers/promises";
import {
  Bag,
  MemoryLimitError,
  processes,
  TaskCrashedError,
  threads,
  WorkerDiedError,
  type WorkerPool,
} from "holdall";
import { load } from "koffi";
import type { Fault, FaultResult } from "./fault.ts";

/** Something that ends the worker it is done in. */
interface Crash {
  readonly crash: () => unknown;
  /** Whether a worker died as one dies of this. */
  readonly isCause: (death: WorkerDiedError) => boolean;
}

const segfault: Crash = {
  crash() {
    const library = load(process.platform === "darwin" ? "libSystem.dylib" : "libc.so.6");
    library.func("void *memset(void *, int, size_t)")(null, 1, 16);
  },
  isCause: ({ signal }) => signal === "SIGSEGV",
};

const heap: Crash = {
  crash() {
    const list: unknown[] = [];
    for (;;) list.push(new Array(1000).fill(0.5));
  },
  isCause: ({ stderr, cause }) => stderr.includes("heap out of memory") || cause instanceof MemoryLimitError,
};

// Strings as long as these are not in the heap of V8, nor are buffers.
const strings: Crash = {
  async crash() {
    for (const list: string[] = []; ; await sleep(2))
      list.push(Buffer.alloc(2 ** 23, "x").toString("latin1"));
  },
  isCause: ({ cause }) => cause instanceof MemoryLimitError,
};

const buffers: Crash = {
  async crash() {
    for (const list: Buffer[] = []; ; await sleep(2)) list.push(Buffer.alloc(2 ** 23, 1));
  },
  isCause: ({ cause }) => cause instanceof MemoryLimitError,
};

const exit: Crash = {
  crash: () => process.exit(3),
  isCause: ({ exitCode }) => exitCode === 3,
};

const rejection: Crash = {
  async crash() {
    void Promise.reject(new RangeError("nobody awaits it"));
    await sleep(60_000);
  },
  isCause: ({ cause }) => cause instanceof RangeError,
};

const onProcesses = (): WorkerPool => processes({ workers: 2 });
const onThreads = (): WorkerPool => threads({ workers: 2 });
const onSmallProcesses = (): WorkerPool => processes({ workers: 2, memoryLimit: "192 MiB" });

export const crashes: readonly Fault[] = [
  row("segmentation fault in native code, processes", onProcesses, segfault),
  row("heap of V8 out of memory, processes", onSmallProcesses, heap),
  row("out of memory by strings, processes", onSmallProcesses, strings),
  row("out of memory by buffers, processes", onSmallProcesses, buffers),
  row("process.exit in a function, processes", onProcesses, exit),
  row("process.exit in a function, threads", onThreads, exit),
  row("rejected promise that nobody awaits, processes", onProcesses, rejection),
  row("rejected promise that nobody awaits, threads", onThreads, rejection),
];

function row(name: string, open: () => WorkerPool, crash: Crash): Fault {
  return {
    name,
    async inject() {
      await using pool = open();
      return await injectCrash(pool, crash);
    },
  };
}

const elements = 40;
const injected = 3;

/** Two elements take their worker with them once, and then one does for good, which is to be told. */
async function injectCrash(pool: WorkerPool, { crash, isCause }: Crash): Promise<FaultResult> {
  const numbers = Bag.range(elements, { npartitions: elements });
  const squares = numbers.map(
    async (x, { attempt }) => {
      if (x % 20 === 3 && attempt === 1) await crash();
      return x * x;
    },
    { context: true },
  );
  const expected = await numbers.map((x) => x * x).compute({ scheduler: "sync" });
  const results = new Set(await squares.compute({ scheduler: pool }));
  const missing = expected.filter((square) => !results.has(square)).length;
  const error = await numbers
    .map(async (x) => (x === 3 ? await crash() : x))
    .compute({ scheduler: pool, maxCrashes: 1 })
    .catch((reason: unknown) => reason);
  const isTold =
    error instanceof TaskCrashedError && error.cause instanceof WorkerDiedError && isCause(error.cause);
  const lost = missing + (isTold ? 0 : 1);
  return { injected, survived: injected - Math.min(injected, lost), lost };
}
