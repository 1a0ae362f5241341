import ts from "typescript";
import { createInstantiationCounter } from "./count-instantiations.ts";
import { arrayCalls, bagCalls, declarationsOf, type TypedCall } from "./operations.ts";

/** What a call costs the compiler, in instantiations of types. */
export interface CallCost {
  readonly name: string;
  /** On elements of a type that it was not called on before. */
  readonly first: number;
  /** On elements of a type that it was called on before. */
  readonly again: number;
}

/** All that the table shows. */
export interface TypesMeasurement {
  readonly typescript: string;
  readonly bags: readonly CallCost[];
  readonly arrays: readonly CallCost[];
}

const [few, many] = [10, 30];

/**
 * Measures what calls cost the compiler: by how much a program with more of them needs more instantiations.
 *
 * @param report - is told what is measured next
 * @throws when a program has errors
 */
export function measureTypes(report: (step: string) => void): Promise<TypesMeasurement> {
  const count = createInstantiationCounter();
  const costOf = ({ name, expression }: TypedCall): CallCost => {
    report(`the types of ${expression(0)}`);
    const slope = (write: (calls: number) => string): number =>
      (count(write(many)) - count(write(few))) / (many - few);
    return {
      name,
      first: slope((calls) => writeProgram(calls, (i) => [declarationsOf(i), expression(i)])),
      again: slope((calls) => writeProgram(calls, (i) => [i === 0 ? declarationsOf(0) : "", expression(0)])),
    };
  };
  return Promise.resolve({
    typescript: ts.version,
    bags: bagCalls.map(costOf),
    arrays: arrayCalls.map(costOf),
  });
}

function writeProgram(
  calls: number,
  write: (i: number) => [declarations: string, expression: string],
): string {
  const lines = Array.from({ length: calls }, (_, i) => {
    const [declarations, expression] = write(i);
    return `${declarations}\nexport const result${i} = ${expression};`;
  });
  return ['import { Bag, type Item } from "holdall";', ...lines].join("\n");
}
