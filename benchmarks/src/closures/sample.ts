/** A small closure over this module, and by itself what has to travel with it. */
export interface Sample {
  readonly fn: (x: number) => number;
  readonly captured: { readonly offset: number; readonly table: typeof table };
}

const table = { step: 3, limit: 1_000 };

/** Makes closures that share their code and what they use of this module; each has a variable of its own. */
export function createSamples(count: number): Sample[] {
  return Array.from({ length: count }, (_, offset) => ({
    fn: (x: number) => Math.min(x * table.step + offset, table.limit),
    captured: { offset, table },
  }));
}
