import type { EngineEvent, LayerInfo } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { estimate } from "../src/estimate.ts";
import { RunProgress } from "../src/run-progress.ts";

const run = { id: 1, scheduler: "threads" };

/** A run whose tasks have run on `workers` workers since time 0. */
class Script {
  readonly progress = new RunProgress(0);
  readonly #kinds: readonly string[];
  #tasks = 0;

  constructor(...sizes: readonly (readonly [operation: string, size: number])[]) {
    const layers: LayerInfo[] = sizes.map(([name, size], kind) => {
      return { name, operation: name, kind, size, finished: 0, resumed: 0, elements: undefined };
    });
    const total = layers.reduce((sum, { size }) => sum + size, 0);
    this.#kinds = sizes.map(([name]) => name);
    this.progress.onEvent({
      type: "run-prepared",
      run,
      at: 0,
      layers,
      total,
      finished: 0,
      checkpoint: undefined,
    });
  }

  tell(type: string, layer: string, more: object): void {
    const partition = this.#tasks++;
    const kind = this.#kinds.indexOf(layer);
    const task = {
      run,
      layer,
      operation: layer,
      kind,
      partition,
      key: `${layer}:${partition}`,
      elements: undefined,
    };
    this.progress.onEvent({ type, ...task, ...more } as unknown as EngineEvent);
  }

  /** Tasks that have run one after the other, from time 0 on. */
  finish(layer: string, ...times: readonly number[]): void {
    let at = 0;
    for (const elapsed of times) {
      const started = at;
      at += elapsed;
      this.tell("task-started", layer, { at: started, worker: 1 });
      this.#tasks -= 1;
      this.tell("task-finished", layer, { at, started, elapsed, worker: 1 });
    }
  }
}

describe("estimate", () => {
  it("tells what is left by what tasks took", () => {
    const script = new Script(["map", 10]);
    script.finish("map", 100, 100, 100, 100);
    expect(estimate(script.progress, 400)).toEqual({ low: 600, high: 600, without: [] });
  });

  it("is as wide as tasks differ, and goes by how many run at once", () => {
    const script = new Script(["map", 104]);
    script.finish("map", 50, 150);
    script.finish("map", 50, 150);
    const { low, high } = estimate(script.progress, 200)!;
    expect((low + high) / 2).toBeCloseTo((100 * 100) / 2);
    expect(high - low).toBeGreaterThan(2000);
  });

  it("does not count twice what is under way, nor what was done before", () => {
    const script = new Script(["map", 12]);
    script.tell("task-resumed", "map", { at: 0 });
    script.tell("task-resumed", "map", { at: 0 });
    script.finish("map", 100, 100, 100, 100);
    script.tell("task-started", "map", { at: 400, worker: 1 });
    expect(estimate(script.progress, 450)).toMatchObject({ low: 550, high: 550 });
  });

  it("names what it knows nothing of, and says nothing where it knows too little", () => {
    const script = new Script(["map", 10], ["sum", 1]);
    script.finish("map", 100, 100);
    expect(estimate(script.progress, 200)).toBeUndefined();
    script.finish("map", 100);
    expect(estimate(script.progress, 300)?.without).toEqual(["sum"]);
  });
});
