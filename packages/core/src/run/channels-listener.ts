import { channel, tracingChannel, type Channel } from "node:diagnostics_channel";
import type { EngineEvent } from "../events.ts";
import type { EventGroup, RunListener } from "./run-events.ts";

const channels: Readonly<Record<EventGroup, Channel>> = {
  run: channel("holdall:run"),
  task: channel("holdall:task"),
  progress: channel("holdall:progress"),
  worker: channel("holdall:worker"),
  bytes: channel("holdall:bytes"),
  spill: channel("holdall:spill"),
};

const traces = { run: tracingChannel("holdall:run"), task: tracingChannel("holdall:task") };
type Trace = (typeof traces)["run"];

/** Publishes what happens in a run for those who subscribed before it began; nothing where nobody did. */
export function createChannelsListener(): RunListener | undefined {
  const isTraced = { run: hasSubscribers(traces.run), task: hasSubscribers(traces.task) };
  const hears = (group: EventGroup): boolean =>
    channels[group].hasSubscribers ||
    (group === "run" && isTraced.run) ||
    (group === "task" && isTraced.task);
  if (!Object.keys(channels).some((group) => hears(group as EventGroup))) return undefined;
  const spans = { run: new Spans(traces.run), task: new Spans(traces.task) };
  return {
    hears,
    onEvent(event) {
      const group = groupOf(event);
      if (isTraced.run && group === "run") traceRun(spans.run, event);
      if (isTraced.task && group === "task") traceTask(spans.task, event);
      channels[group].publish(event);
    },
  };
}

// Node 20 does not have it on the tracing channel itself.
function hasSubscribers({ start, end, asyncStart, asyncEnd, error }: Trace): boolean {
  return [start, end, asyncStart, asyncEnd, error].some((one) => one.hasSubscribers);
}

function groupOf({ type }: EngineEvent): EventGroup {
  if (type === "task-progress") return "progress";
  return type.split("-", 1)[0] as EventGroup;
}

/** What is between two events, as a tracing channel tells it: all of one have one object, to be known by. */
class Spans {
  readonly #trace: Trace;
  readonly #open = new Map<string, Record<string, unknown>>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  begin(name: string, message: EngineEvent): void {
    const context = { ...message };
    this.#open.set(name, context);
    this.#trace.start.publish(context);
    this.#trace.end.publish(context);
  }

  end(name: string, message: EngineEvent): void {
    const context = this.#open.get(name);
    if (context === undefined) return;
    this.#open.delete(name);
    Object.assign(context, message);
    if ("error" in message) this.#trace.error.publish(context);
    this.#trace.asyncStart.publish(context);
    this.#trace.asyncEnd.publish(context);
  }
}

function traceRun(spans: Spans, event: EngineEvent): void {
  if (event.type === "run-started") spans.begin("run", event);
  else if (event.type === "run-finished") spans.end("run", event);
}

const ends = new Set(["task-finished", "task-failed", "task-crashed", "task-lost", "task-waiting"]);

function traceTask(spans: Spans, event: EngineEvent): void {
  if (event.type === "task-started") spans.begin(event.key, event);
  else if ("key" in event && ends.has(event.type)) spans.end(event.key, event);
}
