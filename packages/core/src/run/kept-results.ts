import type { GraphIndex } from "../graph/graph-index.ts";
import { absent } from "../graph/task.ts";
import type { Handle } from "../scheduler/executor.ts";

/** The handles of results that someone is still to read: who is the last to do so has them let go. */
export class KeptResults {
  readonly #resultStart: Int32Array;
  /** By result: tasks and targets that have not read it. */
  readonly #unread: Int32Array;
  /** By result: its handle, `absent` before it is there and once all have read it. */
  readonly #handles: Handle[];
  readonly #release: (handle: Handle) => void;
  #alive = 0;

  /** @param release - called with each handle that nobody is to read any more */
  constructor(
    { size, resultStart, edgeResult, targetResult }: GraphIndex,
    release: (handle: Handle) => void,
  ) {
    this.#resultStart = resultStart;
    this.#unread = new Int32Array(resultStart[size]!);
    for (const result of edgeResult) this.#unread[result]! += 1;
    for (const result of targetResult) this.#unread[result]! += 1;
    this.#handles = new Array<Handle>(this.#unread.length).fill(absent);
    this.#release = release;
  }

  /** How many there are. */
  get alive(): number {
    return this.#alive;
  }

  of(result: number): Handle {
    return this.#handles[result];
  }

  /** Whether only one task or target has not read it. */
  hasOneReader(result: number): boolean {
    return this.#unread[result] === 1;
  }

  /** Keeps what a task resulted in, as far as someone is to read it. */
  keep(id: number, handles: readonly Handle[]): void {
    const start = this.#resultStart[id]!;
    for (let part = 0; part < handles.length; part++) {
      if (this.#unread[start + part] === 0) this.#release(handles[part]);
      else {
        this.#handles[start + part] = handles[part];
        this.#alive += 1;
      }
    }
  }

  /** One who was to read it has done so, or never will. */
  markRead(result: number): void {
    this.#unread[result]! -= 1;
    if (this.#unread[result] !== 0 || this.#handles[result] === absent) return;
    this.#release(this.#handles[result]);
    this.#handles[result] = absent;
    this.#alive -= 1;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#handles.fill(absent);
    this.#alive = 0;
  }
}
