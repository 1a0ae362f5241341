import type { TaskContext } from "@holdall/core/task";
import { spentIterableError } from "../errors.ts";

export type AnyIterable = Iterable<unknown> | AsyncIterable<unknown>;
type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Reads an iterable for one run, so many elements at a time; promises only where it is asynchronous. */
export class StreamReader {
  readonly #open: () => AnyIterator;
  readonly #isAsync: boolean;
  #iterator: AnyIterator | undefined;
  #isWaiting = false;
  #isOver = false;

  constructor(source: StreamSource) {
    this.#open = () => source.open();
    this.#isAsync = source.isAsync;
  }

  /**
   * The next `count` elements, or as many as there are.
   * @throws what the iterable throws
   */
  read(context: TaskContext, count: number): unknown[] | Promise<unknown[]> {
    this.#iterator ??= this.#open();
    const portion = { context, count, items: [] };
    return this.#isAsync ? this.#readAsync(portion) : this.#readSync(portion);
  }

  /** Tells the iterable that no more of it is wanted. Waits for it, unless it is busy. */
  close(): Promise<void> | void {
    if (this.#isOver || this.#iterator === undefined) return;
    this.#isOver = true;
    const closing: unknown = this.#iterator.return?.();
    if (!this.#isAsync) return;
    const closed = Promise.resolve(closing).then(() => undefined);
    if (!this.#isWaiting) return closed;
    // What it is waiting for might never come.
    closed.catch(() => undefined);
  }

  #readSync(portion: Portion): unknown[] {
    const iterator = this.#iterator as Iterator<unknown>;
    while (this.#wants(portion)) this.#take(iterator.next(), portion.items);
    return portion.items;
  }

  async #readAsync(portion: Portion): Promise<unknown[]> {
    const iterator = this.#iterator as AsyncIterator<unknown>;
    this.#isWaiting = true;
    while (this.#wants(portion)) this.#take(await iterator.next(), portion.items);
    this.#isWaiting = false;
    return portion.items;
  }

  #wants({ context, count, items }: Portion): boolean {
    context.index = items.length;
    return !this.#isOver && items.length < count;
  }

  #take(step: IteratorResult<unknown>, items: unknown[]): void {
    if (step.done === true) this.#isOver = true;
    else items.push(step.value);
  }
}

/** Elements that a task reads. */
interface Portion {
  readonly context: TaskContext;
  readonly count: number;
  readonly items: unknown[];
}

/** An iterable that each run reads anew, if that is possible. */
export class StreamSource {
  readonly isAsync: boolean;
  readonly #iterable: AnyIterable;
  #isSpent = false;

  constructor(iterable: AnyIterable) {
    this.#iterable = iterable;
    this.isAsync = isAsync(iterable);
  }

  /** @throws an error when it was opened before and cannot be read once more */
  open(): AnyIterator {
    if (this.#isSpent) throw spentIterableError();
    const iterable = this.#iterable;
    const iterator: unknown = isAsync(iterable)
      ? iterable[Symbol.asyncIterator]()
      : iterable[Symbol.iterator]();
    this.#isSpent = iterator === iterable || isStream(iterable);
    return iterator as AnyIterator;
  }
}

function isAsync(iterable: AnyIterable): iterable is AsyncIterable<unknown> {
  return typeof (iterable as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === "function";
}

// Streams, of the web and of Node, hand out iterators for as long as they are asked to, but the second finds nothing.
function isStream(iterable: AnyIterable): boolean {
  return (
    iterable instanceof ReadableStream || typeof (iterable as { readonly pipe?: unknown }).pipe === "function"
  );
}
