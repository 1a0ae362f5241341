/** Task ranks waiting to be taken, lowest first: a binary heap on plain integers. */
export class ReadyQueue {
  readonly #heap: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The lowest; the queue must not be empty. */
  get first(): number {
    return this.#heap[0]!;
  }

  push(rank: number): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(rank);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= rank) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = rank;
  }

  /** Takes the lowest; the queue must not be empty. */
  pop(): number {
    const heap = this.#heap;
    const lowest = heap[0]!;
    const rank = heap.pop()!;
    const size = heap.length;
    if (size === 0) return lowest;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && heap[child + 1]! < heap[child]!) child += 1;
      if (heap[child]! >= rank) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = rank;
    return lowest;
  }
}
