import type { GraphIndex } from "../graph/graph-index.ts";

/** A graph in which tasks that are done read nothing, unless they ask for it. */
export function leaveOutDone(index: GraphIndex, isDone: (id: number) => boolean): GraphIndex {
  const { edgeStart } = index;
  const edgeLazy = index.edgeLazy.slice();
  for (let id = 0; id < index.size; id++) if (isDone(id)) edgeLazy.fill(1, edgeStart[id], edgeStart[id + 1]);
  return { ...index, edgeLazy };
}

/** By task: 1 where it may have to run, as those that are done need no other. */
export function neededTasks(index: GraphIndex, isDone: (id: number) => boolean): Uint8Array {
  const { edgeStart, edgeTask } = index;
  const needed = new Uint8Array(index.size);
  const stack: number[] = [];
  const need = (id: number): void => {
    if (needed[id] === 1) return;
    needed[id] = 1;
    if (!isDone(id)) stack.push(id);
  };
  for (const id of index.targetTask) need(id);
  for (let id = stack.pop(); id !== undefined; id = stack.pop())
    for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) need(edgeTask[edge]!);
  return needed;
}
