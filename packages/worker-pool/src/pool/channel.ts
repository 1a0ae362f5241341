import type { FromWorker, ToWorker } from "../messages.ts";

/** One worker as its pool sees it: what differs between threads and processes, and nothing else. */
export interface WorkerChannel {
  /** The worker's name, for messages: `worker thread 3`. */
  readonly name: string;
  /**
   * Sends a message; messages arrive in the order in which they were sent.
   * @param movable - memory in the message that this thread does not need any more
   */
  post(message: ToWorker, movable?: readonly ArrayBuffer[]): void;
  /** How many bytes of memory the worker holds at this moment, where that can be seen from outside. */
  memory?(): number | undefined;
  /** Keeps this process alive until `unref`. */
  ref(): void;
  /** Lets this process end while the worker lives. */
  unref(): void;
  /** Ends the worker at once, whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
  /** Removes the files that runs of its tasks' own have left, when it is gone and could not do so itself. */
  removeLeft?(): void;
}

/** What a channel tells its pool. */
export interface ChannelEvents {
  /** The worker said something. */
  readonly onMessage: (message: FromWorker) => void;
  /** The worker is gone. Called once, after `kill` too. */
  readonly onExit: (exit: WorkerExit) => void;
}

/** How a worker ended. */
export interface WorkerExit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** What it threw, where that is known. */
  readonly cause: unknown;
  /** The last lines that it wrote to its standard error, where it has one of its own. */
  readonly stderr?: string | undefined;
}

/** Starts a worker that runs `serveWorker`. */
export type SpawnWorker = (events: ChannelEvents) => WorkerChannel;
