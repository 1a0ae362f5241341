/** What ends a process from outside, and may be held up for as long as it takes to end what is under way. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof exitCodes;

/** A run that ends when the process is to end. */
interface Interruptible {
  /** Ends it as its own signal would, and not later than it takes to call `leave`. */
  stop(reason: unknown): void;
}

/**
 * Runs that are under way, and the signals that end the process: the first one ends the runs, and the process when all
 * of them have come to their end; a second one does not wait for that. Signals that the program listens to itself are
 * the program's business.
 */
class Interruption {
  readonly #runs = new Set<Interruptible>();
  #exitCode: number | undefined;
  #isListening = false;
  #timer: NodeJS.Immediate | undefined;

  /** Begins to heed signals for a run. */
  enter(run: Interruptible): void {
    this.#runs.add(run);
    // Not before the event loop turns: in a function that never comes back, no listener would be called.
    if (!this.#isListening) this.#timer ??= setImmediate(() => this.#listen());
  }

  /**
   * The run has come to its end.
   * @returns whether it ended for itself; if not, the process ends and nobody is to be told
   */
  leave(run: Interruptible): boolean {
    this.#runs.delete(run);
    if (this.#runs.size === 0) {
      this.#stopListening();
      if (this.#exitCode !== undefined) process.exit(this.#exitCode);
    }
    return this.#exitCode === undefined;
  }

  #listen(): void {
    this.#timer = undefined;
    this.#isListening = true;
    // First of all, as others that listen once are not there any more when their turn has come.
    for (const signal of signals) process.prependListener(signal, this.#onSignal);
  }

  #stopListening(): void {
    clearImmediate(this.#timer);
    this.#timer = undefined;
    if (!this.#isListening) return;
    this.#isListening = false;
    for (const signal of signals) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (hasOtherListeners(signal)) return;
    const exitCode = exitCodes[signal as Signal];
    if (this.#exitCode !== undefined) process.exit(exitCode);
    this.#exitCode = exitCode;
    const reason = new Error(`The process was sent ${signal}.`);
    for (const run of [...this.#runs]) run.stop(reason);
  };
}

const signals = Object.keys(exitCodes) as readonly Signal[];

/** The one of this process. */
export const interruption: Interruption = new Interruption();

// The package signal-exit, which many command line tools bring, listens to signals and does nothing but end the process
// where nobody else does.
function hasOtherListeners(signal: NodeJS.Signals): boolean {
  const { __signal_exit_emitter__: older } = process as { readonly __signal_exit_emitter__?: SignalExit };
  const newer = (globalThis as Record<symbol, SignalExit | undefined>)[Symbol.for("signal-exit emitter")];
  return process.listenerCount(signal) - 1 > (older?.count ?? 0) + (newer?.count ?? 0);
}

interface SignalExit {
  readonly count?: number;
}
