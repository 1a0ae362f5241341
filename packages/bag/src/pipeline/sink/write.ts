import { valueOf, type CallArgument } from "../call-arguments.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { SinkKind } from "../sink.ts";
import { failedOn, type UserFunction } from "../user-call.ts";

/**
 * Where the elements of a partition go, one after the other.
 *
 * @typeParam T - the elements
 * @typeParam R - what is told of them in the end
 */
export interface ElementWriter<T, R> {
  /** Takes an element. When it throws, `abandon` is called next. */
  write(element: T): void;
  /**
   * Called after the last element. Returns what came of the partition, or a promise of it, which `computeSync` cannot wait for.
   * When it fails, nothing else is called.
   */
  close(): R | PromiseLike<R>;
  /** Called when the partition fails: nothing is to be left of what was written. */
  abandon(): void;
}

/** Hands elements to the writer that `open` makes for the partition. */
export interface WriteSpec {
  readonly kind: "write";
  readonly operation: string;
  readonly open: UserFunction;
  /** An array of the one place to write to, in a slot. */
  readonly args: readonly [CallArgument];
}

interface WriteState {
  /** None before the first element: what comes before it may fail. */
  writer: ElementWriter<unknown, unknown> | undefined;
}

export const write: SinkKind<WriteSpec, WriteState> = {
  createState: () => ({ writer: undefined }),

  interpret: (spec, { run, state }) => ({
    push(element) {
      state.writer ??= openWriter(spec, run);
      try {
        state.writer.write(element);
      } catch (error) {
        throw failedOn(element, { operation: spec.operation, run }, error);
      }
      return undefined;
    },
  }),

  /** To open the writer is left to the interpreter. */
  emit(_spec, code) {
    const writer = code.state("writer");
    code.block(`if (${writer} === undefined)`, () => code.leave({ kind: "push" }));
    code.line(`${writer}.write(${code.element});`);
  },

  finish(spec, { run, state }) {
    run.context.operation = spec.operation;
    run.context.index = undefined;
    return (state.writer ?? openWriter(spec, run)).close();
  },

  abandon: ({ writer }) => writer?.abandon(),
};

function openWriter({ open, args }: WriteSpec, run: PipelineRun): ElementWriter<unknown, unknown> {
  const places = valueOf(args[0], run) as ArrayLike<unknown>;
  const writer = open(places[0]) as ElementWriter<unknown, unknown>;
  const { leave } = run.context;
  return leave === undefined ? writer : new LeavingWriter(writer, leave);
}

/** Hands on elements as they leave the task: groups as arrays. */
class LeavingWriter implements ElementWriter<unknown, unknown> {
  readonly #writer: ElementWriter<unknown, unknown>;
  readonly #leave: (element: unknown) => unknown;

  constructor(writer: ElementWriter<unknown, unknown>, leave: (element: unknown) => unknown) {
    this.#writer = writer;
    this.#leave = leave;
  }

  write(element: unknown): void {
    this.#writer.write(this.#leave(element));
  }

  close(): unknown {
    return this.#writer.close();
  }

  abandon(): void {
    this.#writer.abandon();
  }
}
