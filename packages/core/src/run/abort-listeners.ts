interface Hearing {
  readonly listeners: Set<() => void>;
  end(): void;
}

/** By signal: those that are to be called when it fires, where there are any. */
const hearings = new WeakMap<AbortSignal, Hearing>();

/**
 * Has a function called when a signal fires. However many do so, the signal has one listener: Node takes more than ten for a
 * leak, and warns; and a program may give one signal to all of its runs.
 * @returns ends that
 */
export function listenToAbort(signal: AbortSignal, listener: () => void): () => void {
  const hearing = hearings.get(signal) ?? beginHearing(signal);
  hearing.listeners.add(listener);
  return () => {
    if (hearing.listeners.delete(listener) && hearing.listeners.size === 0) hearing.end();
  };
}

function beginHearing(signal: AbortSignal): Hearing {
  const listeners = new Set<() => void>();
  const onAbort = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const hearing = {
    listeners,
    end() {
      hearings.delete(signal);
      signal.removeEventListener("abort", onAbort);
    },
  };
  hearings.set(signal, hearing);
  signal.addEventListener("abort", onAbort);
  return hearing;
}
