import { availableParallelism } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { serialize } from "node:v8";
import { delayed, threads } from "holdall";
import { median, timeAsync } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";
import { runProgram } from "../run-program.ts";
import { createEchoWorker, type EchoWorker } from "./echo-worker.ts";
import { createPayloads, type Payloads, type PayloadSize } from "./payloads.ts";
import type { ViewsMemory } from "./programs/concatenate-views.ts";

/** One payload to a worker thread and back, in every way. */
export interface RoundTrips {
  /** As V8 serializes it, in one direction. */
  readonly bytes: number;
  /** Milliseconds there and back, medians. */
  readonly ms: {
    /** As the argument and the result of a task. */
    readonly holdall: number;
    readonly structuredClone: number;
    readonly v8: number;
    readonly msgpackr: number;
    /** Absent where JSON cannot hold it. */
    readonly json?: number;
  };
}

/** All that the table shows. */
export interface TransportMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly payloads: Readonly<Record<keyof Payloads, RoundTrips>>;
  readonly views: ViewsMemory & {
    readonly count: number;
    /** How many times the data fits into the peak; the caller's own is one of them. */
    readonly copies: number;
  };
}

/** How much is measured. */
export interface TransportSize extends PayloadSize {
  readonly views: number;
  readonly rounds: number;
}

const warmUps = 3;
const fullSize: TransportSize = {
  records: 100_000,
  strings: 100_000,
  numbers: 8 * 1024 * 1024, // 64 MB
  views: 250,
  rounds: 9,
};

/**
 * Measures what it costs to send data to a worker thread and back, in time and in memory.
 *
 * @param report - is told what is measured next
 * @throws if something comes back other than it was sent
 */
export async function measureTransport(
  report: (step: string) => void,
  size: TransportSize = fullSize,
): Promise<TransportMeasurement> {
  report(`the memory for ${size.views} views of one array, mapped in threads and concatenated`);
  const views = await measureViews(size);
  const { records, strings, "typed array": typedArray } = createPayloads(size);
  const measure = (name: keyof Payloads, payload: unknown): Promise<RoundTrips> => {
    report(`the ${name}, to a worker thread and back`);
    return measureRoundTrips(payload, size.rounds);
  };
  return {
    node: process.version,
    cores: availableParallelism(),
    payloads: {
      records: await measure("records", records),
      strings: await measure("strings", strings),
      "typed array": await measure("typed array", typedArray),
    },
    views,
  };
}

async function measureViews({ numbers, views }: TransportSize): Promise<TransportMeasurement["views"]> {
  const program = new URL("./programs/concatenate-views.js", import.meta.url);
  const runs: ViewsMemory[] = [];
  for (let run = 0; run < 3; run++) runs.push(await runProgram<ViewsMemory>(program, [numbers, views]));
  const data = runs[0]!.data;
  const medianOf = (read: (run: ViewsMemory) => number): number => median(runs.map(read));
  const peak = medianOf((run) => run.peak);
  const posted = {
    copied: medianOf((run) => run.posted.copied),
    moved: medianOf((run) => run.posted.moved),
    received: medianOf((run) => run.posted.received),
  };
  return { count: views, data, peak, posted, copies: peak / data };
}

async function measureRoundTrips(payload: unknown, rounds: number): Promise<RoundTrips> {
  const echo = delayed((value: unknown) => value);
  await using pool = threads({ workers: 1 });
  await using structuredClone = createEchoWorker("structuredClone");
  await using v8 = createEchoWorker("v8");
  await using msgpackr = createEchoWorker("msgpackr");
  await using json = createEchoWorker("json");
  const timeTrip = (send: () => Promise<unknown>) => async (): Promise<number> => {
    let received: unknown;
    const elapsed = await timeAsync(async () => (received = await send()));
    if (!isDeepStrictEqual(received, payload)) throw new Error("What came back is not what was sent");
    return elapsed;
  };
  const by = (worker: EchoWorker): (() => Promise<number>) => timeTrip(() => worker.echo(payload));
  const measures = {
    holdall: timeTrip(() => echo(payload).compute({ scheduler: pool })),
    structuredClone: by(structuredClone),
    v8: by(v8),
    msgpackr: by(msgpackr),
    ...(!ArrayBuffer.isView(payload) && { json: by(json) }),
  };
  await mediansInTurn(warmUps, measures);
  return { bytes: serialize(payload).byteLength, ms: await mediansInTurn(rounds, measures) };
}
