import { expiredGraceMs } from "@holdall/core/task";

/** A call that may take so long and no longer. */
export interface WatchedCall {
  readonly name: string;
  /** Milliseconds. */
  readonly timeout: number;
}

// A call that waits for something ends by itself at the end of the grace; one that is heard of later does not.
const slackMs = 200;

/** Times the calls that a worker makes, one after the other. */
export class CallTimer {
  readonly #onOverdue: (call: WatchedCall) => void;
  #call: WatchedCall | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onOverdue - told of a call that has not ended, though it had its time, and was told so */
  constructor(onOverdue: (call: WatchedCall) => void) {
    this.#onOverdue = onOverdue;
  }

  /** A call begins; none, the one before has ended. */
  set(call: WatchedCall | undefined): void {
    clearTimeout(this.#timer);
    this.#call = call;
    if (call === undefined) return;
    const check = (): void => {
      if (this.#call === call) this.#onOverdue(call);
    };
    // Where this thread was busy, word of its end may have come and not have been read yet.
    const checkAfterMessages = (): void => void setImmediate(() => setImmediate(check));
    this.#timer = setTimeout(checkAfterMessages, call.timeout + expiredGraceMs + slackMs);
  }
}
