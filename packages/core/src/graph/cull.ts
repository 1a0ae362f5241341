import { GraphError } from "../errors.ts";
import { IntegerList, type GraphIndex } from "./graph-index.ts";
import { isIndex, type Layer, type TaskGraph } from "./task-graph.ts";
import { countTargets, keyOf, type Reference, type Target } from "./task.ts";

/**
 * Numbers the tasks that the targets need, directly or not, and leaves out all others.
 * @throws GraphError when a target or an input refers to what the graph does not have
 */
export function cull(graph: TaskGraph, targets: readonly Target[]): GraphIndex {
  const layers: Layer[] = [];
  const layerNumbers = new Map<string, number>();
  const numbering: Int32Array[] = []; // by layer and index: the task's number, -1 while it has none
  const taskLayer = new IntegerList();
  const taskIndex = new IntegerList();
  const edgeStart = new IntegerList();
  const edgeTask = new IntegerList();
  const edgePart = new IntegerList();
  const lazyEdges: number[] = [];
  let latest: { readonly name: string | undefined; readonly number: number } = {
    name: undefined,
    number: -1,
  };

  const targetTask = new Int32Array(countTargets(targets));
  const targetPart = new Int32Array(targetTask.length);
  let place = 0;
  for (const target of targets) {
    const { index, count = 1, part = 0 } = target;
    for (let i = 0; i < count; i++) {
      targetPart[place] = part;
      targetTask[place++] = numberOf(target, index + i, undefined);
    }
  }
  // Tasks are appended while the loop runs: those it finds are visited after those it knows.
  for (let id = 0; id < taskLayer.length; id++) {
    edgeStart.push(edgeTask.length);
    const layer = layers[taskLayer.at(id)]!;
    for (const input of layer.inputs(taskIndex.at(id))) {
      const { index, count = 1, part = 0, lazy = false } = input;
      for (let i = 0; i < count; i++) {
        if (lazy) lazyEdges.push(edgeTask.length);
        edgeTask.push(numberOf(input, index + i, id));
        edgePart.push(part);
      }
    }
  }
  const size = taskLayer.length;
  edgeStart.push(edgeTask.length);

  const resultStart = new Int32Array(size + 1);
  for (let id = 0; id < size; id++) resultStart[id + 1] = resultStart[id]! + layers[taskLayer.at(id)]!.parts;
  const edgeResult = edgePart.toArray();
  for (let edge = 0; edge < edgeResult.length; edge++) edgeResult[edge]! += resultStart[edgeTask.at(edge)]!;
  const edgeLazy = new Uint8Array(edgeTask.length);
  for (const edge of lazyEdges) edgeLazy[edge] = 1;

  return {
    size,
    layers,
    edgeStart: edgeStart.toArray(),
    edgeTask: edgeTask.toArray(),
    edgeResult,
    edgeLazy,
    resultStart,
    targetTask,
    targetResult: targetTask.map((task, target) => resultStart[task]! + targetPart[target]!),
    layerOf: (id) => taskLayer.at(id),
    indexOf: (id) => taskIndex.at(id),
    task: (id) => layers[taskLayer.at(id)]!.task(taskIndex.at(id)),
  };

  function numberOf(reference: Reference, index: number, reader: number | undefined): number {
    const layer = layerNumber(reference, reader);
    const numbers = numbering[layer]!;
    const { parts } = layers[layer]!;
    if (!isIndex(index, numbers.length) || !isIndex(reference.part ?? 0, parts))
      refuse({ ...reference, index }, reader);
    let number = numbers[index]!;
    if (number < 0) {
      number = taskLayer.length;
      numbers[index] = number;
      taskLayer.push(layer);
      taskIndex.push(index);
    }
    return number;
  }

  // Neighbours mostly are of one layer.
  function layerNumber(reference: Reference, reader: number | undefined): number {
    if (reference.layer !== latest.name)
      latest = { name: reference.layer, number: findLayer(reference, reader) };
    return latest.number;
  }

  function findLayer(reference: Reference, reader: number | undefined): number {
    const known = layerNumbers.get(reference.layer);
    if (known !== undefined) return known;
    const layer = graph.layers.get(reference.layer);
    if (layer === undefined) return refuse(reference, reader);
    const number = layers.push(layer) - 1;
    layerNumbers.set(layer.name, number);
    numbering.push(new Int32Array(layer.size).fill(-1));
    return number;
  }

  function refuse(reference: Reference, reader: number | undefined): never {
    const wanted = `${keyOf(reference.layer, reference.index)}${reference.part === undefined ? "" : `, part ${reference.part}`}`;
    if (reader === undefined)
      throw new GraphError(`The graph has no task ${wanted}, which was asked for.`, [wanted]);
    const key = keyOf(layers[taskLayer.at(reader)]!.name, taskIndex.at(reader));
    throw new GraphError(`Task ${key} reads ${wanted}, which the graph does not have.`, [key, wanted]);
  }
}
