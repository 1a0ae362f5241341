import { atMost, below, type Target } from "../target.ts";
import type { CallCost, TypesMeasurement } from "./measure.ts";

/** Compares what calls cost the compiler with what is promised of them. */
export function compareWithTargets({ bags, arrays }: TypesMeasurement): Target[] {
  const dearest = bags.reduce((a, b) => (b.first > a.first ? b : a));
  return [
    below("instantiations", `the dearest call of a bag: ${dearest.name}`, 300, dearest.first),
    ...["map", "filter", "flatMap"].map((name) =>
      atMost(
        "times as many",
        `${name} of a bag, beside that of an array`,
        4,
        find(bags, name).first / find(arrays, name).first,
      ),
    ),
  ];
}

function find(costs: readonly CallCost[], name: string): CallCost {
  const cost = costs.find((candidate) => candidate.name === name);
  if (cost === undefined) throw new Error(`The types of ${name} have not been measured`);
  return cost;
}
