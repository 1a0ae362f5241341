import type { LayerInfo } from "../events.ts";
import type { GraphIndex } from "../graph/graph-index.ts";

/** How many elements a task is given, where that is known. */
export function elementsOf(index: GraphIndex, id: number): number | undefined {
  return index.layers[index.layerOf(id)]!.elements?.(index.indexOf(id));
}

/** By layer: a number that those have in common which call the same functions, as all calls of one delayed function do. */
export function kindsOf({ layers }: GraphIndex): readonly number[] {
  const numbers = new Map<unknown, number>();
  return layers.map((layer, place) => {
    const work = layer.shared[0] ?? layer;
    const number = numbers.get(work) ?? place;
    numbers.set(work, number);
    return number;
  });
}

/** The layers that have tasks, as one that was fused into those after it has none; those that others read mostly first. */
export function describeLayers(
  index: GraphIndex,
  {
    kinds,
    isNeeded,
    isFinished,
    isResumed,
  }: {
    readonly kinds: readonly number[];
    readonly isNeeded: (id: number) => boolean;
    readonly isFinished: (id: number) => boolean;
    readonly isResumed: (id: number) => boolean;
  },
): readonly LayerInfo[] {
  const counts = index.layers.map(() => ({
    size: 0,
    finished: 0,
    resumed: 0,
    elements: { total: 0, finished: 0, resumed: 0 },
  }));
  for (let id = 0; id < index.size; id++) {
    if (!isNeeded(id)) continue;
    const count = counts[index.layerOf(id)]!;
    const elements = elementsOf(index, id) ?? NaN;
    count.size += 1;
    count.elements.total += elements;
    if (!isFinished(id)) continue;
    count.finished += 1;
    count.elements.finished += elements;
    if (!isResumed(id)) continue;
    count.resumed += 1;
    count.elements.resumed += elements;
  }
  return index.layers
    .map(({ name, operation }, layer) => {
      const { elements, ...count } = counts[layer]!;
      const known = Number.isNaN(elements.total) ? undefined : elements;
      return { name, operation, kind: kinds[layer]!, ...count, elements: known };
    })
    .filter(({ size }) => size > 0)
    .reverse();
}
