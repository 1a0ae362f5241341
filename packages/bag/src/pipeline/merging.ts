import type { SinkKind } from "./sink.ts";

/** A sink whose elements are what other sinks have come to. */
export interface Merging<S, T> {
  createState(): T;
  /** Adds an element to the state. The element stays as it is: others may read it. */
  readonly merge: (state: T, element: T) => void;
  finish(spec: S, state: T): unknown;
}

/** Makes such a sink. There are few elements, so that the loop need not be written out for them. */
export function createMerging<S extends { readonly kind: string }, T>({
  createState,
  merge,
  finish,
}: Merging<S, T>): SinkKind<S, T> {
  return {
    createState,
    interpret: (_spec, { state }) => ({
      push(element) {
        merge(state, element as T);
        return undefined;
      },
    }),
    emit({ kind }, code) {
      code.line(`${code.ours(kind, merge)}(${code.constant("state", code.ownState)}, ${code.element});`);
    },
    finish: (spec, { state }) => finish(spec, state),
  };
}
