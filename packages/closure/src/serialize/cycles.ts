/**
 * Finds the cycles of a directed graph (Tarjan's strongly connected components, without recursion).
 *
 * @param edges - For each node, the nodes it points to.
 * @returns For each node that is part of a cycle, the number of the component it shares with the others in it.
 */
export function findCycles(edges: readonly (readonly number[])[]): Map<number, number> {
  const components = new Map<number, number>();
  const order = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const onStack = new Uint8Array(edges.length);
  const stack: number[] = [];
  let counter = 0;
  for (let root = 0; root < edges.length; root++) {
    if (order[root] !== -1) continue;
    const path: { node: number; next: number }[] = [];
    const enter = (node: number): void => {
      order[node] = low[node] = counter++;
      stack.push(node);
      onStack[node] = 1;
      path.push({ node, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      const target = edges[node]?.[top.next++];
      if (target !== undefined) {
        if (order[target] === -1) enter(target);
        else if (onStack[target] === 1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      const members: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack[member] = 0;
        members.push(member);
        if (member === node) break;
      }
      if (members.length > 1 || edges[node]?.includes(node) === true)
        for (const member of members) components.set(member, node);
    }
  }
  return components;
}
