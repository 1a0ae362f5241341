/**
 * Lets the first entry of a heap sink to where it belongs, after it has changed.
 * @param heap - of which entry `i` comes before `2 * i + 1` and `2 * i + 2`, but for the first
 */
export function sinkFirst<T>(heap: T[], comesBefore: (a: T, b: T) => boolean): void {
  const sinking = heap[0]!;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!comesBefore(heap[child]!, sinking)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = sinking;
}
