import { isThenable } from "@holdall/core/task";
import type { CallCount } from "./call-arguments.ts";
import type { Attempts } from "./element-calls.ts";
import { isPending } from "./for-each.ts";
import { STOP, type Outcome, type Step } from "./push.ts";
import { failedOn, type UserCalls } from "./user-call.ts";

/** Calls under way at once, in the order of their elements, which is that in which their results are handed on. */
export interface CallWindow {
  /** How many there may be: those that have ended wait here for the ones before them. */
  readonly size: number;
  readonly calls: CallUnderWay[];
  /** Whether one of them has failed. */
  hasFailed: boolean;
}

interface CallUnderWay {
  readonly element: unknown;
  /** Of the element, among those that the operation was given. */
  readonly index: number;
  /** Never rejected: what was thrown is told when it is the element's turn. */
  readonly arrival: Promise<Arrival>;
}

type Arrival = { readonly value: unknown } | { readonly error: unknown };

export function createWindow(size: number): CallWindow {
  return { size, calls: [], hasFailed: false };
}

/** Calls for each element, of which several may be under way. */
export interface ConcurrentCalls extends Omit<UserCalls, "call"> {
  readonly attempts: Attempts;
}

/** What is remembered of them. */
export interface ConcurrentState {
  readonly state: CallCount;
  readonly window: CallWindow;
}

/**
 * A step that calls a function of the user for the next elements while it waits for what was promised for the ones
 * before. Results are handed on in order, and errors are those that calls one after the other would have come to; once
 * one has failed no further one is made.
 */
export function createConcurrentCalls(
  { operation, run, attempts, accept }: ConcurrentCalls,
  { state, window }: ConcurrentState,
): Required<Pick<Step, "push" | "settle" | "recover" | "flush">> {
  const { calls, size } = window;
  const isFull = (): boolean => calls.length >= size || (window.hasFailed && calls.length > 0);
  const isOpen = (): boolean => calls.length > 0;

  return {
    push: (element) =>
      window.hasFailed ? handOn(isOpen) : enter(element, state.calls, () => attempts.call(element)),
    settle: (result, element) => enter(element, state.calls - 1, () => attempts.settle!(result, element)),
    recover: (error, element) => enter(element, state.calls - 1, () => attempts.recover!(error, element)),
    flush: () => (isOpen() ? handOn(isOpen) : undefined),
  };

  function enter(element: unknown, index: number, start: () => unknown): Outcome | Promise<Outcome> {
    let value: unknown;
    let failed: Promise<Arrival> | undefined;
    try {
      value = start();
    } catch (error) {
      if (!isOpen()) throw failedOn(element, { operation, run }, error);
      window.hasFailed = true;
      failed = Promise.resolve({ error });
    }
    if (failed === undefined && !isOpen() && !isThenable(value)) return accept(value, element);
    const arrival = failed ?? arrivalOf(value);
    calls.push({ element, index, arrival });
    return isFull() ? handOn(isFull) : undefined;
  }

  function arrivalOf(value: unknown): Promise<Arrival> {
    return Promise.resolve(value).then(
      (settled) => ({ value: settled }),
      (error: unknown) => {
        window.hasFailed = true;
        return { error };
      },
    );
  }

  function failedAt({ element, index }: CallUnderWay, error: unknown): unknown {
    run.counts!.faultyElement = index;
    return failedOn(element, { operation, run }, error);
  }

  /** Hands results on, one after the other, for as long as that is wanted. */
  async function handOn(isWanted: () => boolean): Promise<Outcome> {
    try {
      while (isWanted()) {
        const [call] = calls as [CallUnderWay];
        const arrived = await call.arrival;
        calls.shift();
        if ("error" in arrived) throw failedAt(call, arrived.error);
        const outcome = accept(arrived.value, call.element);
        if ((isPending(outcome) ? await outcome : outcome) === STOP) {
          calls.length = 0; // no others are wanted
          return STOP;
        }
      }
      return undefined;
    } catch (error) {
      // Those after the one that failed are nobody's business any more.
      calls.length = 0;
      throw error;
    }
  }
}
