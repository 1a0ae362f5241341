import { createLayer, moduleFunction, synchronous, TaskGraph } from "holdall";

/** A function of a task: workers import it from this module. */
export function square(_context: unknown, x: number): number {
  return x * x;
}

const squares = createLayer({
  name: "squares",
  operation: "square",
  tasks: [{ fn: moduleFunction(import.meta.url, { square }), args: [{ kind: "value", value: 7 }] }],
});
const graph = new TaskGraph([squares]);

console.log(await synchronous().run({ graph, targets: [{ layer: "squares", index: 0 }] })); // [ 49 ]
