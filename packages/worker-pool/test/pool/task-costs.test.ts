import { createLayer, type StartedTask, type TaskFeed } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { hasRoom, TaskCosts, type RememberedCosts } from "../../src/pool/task-costs.ts";

const layers = ["short", "long"].map((name) => createLayer({ name, operation: name, tasks: [] }));

const four = { workers: 4, idle: 4 };

/** A feed of `ready` tasks of one layer. */
function createFeed(ready: number, layer = 0): TaskFeed {
  let left = ready;
  const task: StartedTask = { id: 0, layer, task: { steps: [], parts: 1 }, attempt: 1, inputs: [] };
  const feed: TaskFeed = {
    layers,
    size: ready,
    get ready() {
      return left;
    },
    take(max) {
      const taken = Math.min(max, left);
      left -= taken;
      return Array.from({ length: taken }, () => task);
    },
    takeInOrder: (max) => feed.take(max),
    report: () => undefined,
    progress: undefined,
    tell: undefined,
    fail: () => undefined,
  };
  return feed;
}

/** Costs as they are once a task of the layer has taken so long. */
function createCosts(elapsed?: number, remembered: RememberedCosts = new Map()): TaskCosts {
  const costs = new TaskCosts(layers, undefined, remembered);
  if (elapsed !== undefined) costs.note(0, elapsed);
  return costs;
}

describe("TaskCosts", () => {
  it("sends tasks of which nothing is known one at a time", () => {
    const { tasks, expected } = createCosts().takeBatch(createFeed(100), four);
    expect(tasks).toHaveLength(1);
    expect(expected).toBe(Infinity);
  });

  it("sends long tasks one at a time, so that N of them on N workers take the time of one", () => {
    const costs = createCosts(400);
    const feed = createFeed(12);
    const batches = [1, 2, 3, 4].map(() => costs.takeBatch(feed, four).tasks.length);
    expect(batches).toEqual([1, 1, 1, 1]);
  });

  it("sends short tasks many at a time, for about 8 ms", () => {
    expect(createCosts(0.125).takeBatch(createFeed(10_000), four).tasks).toHaveLength(64);
  });

  it("leaves work for the other workers", () => {
    expect(createCosts(1).takeBatch(createFeed(16), four).tasks).toHaveLength(2);
  });

  it("does not share out what is less work than a message", () => {
    expect(createCosts(0.001).takeBatch(createFeed(100), four).tasks).toHaveLength(100);
  });

  it("sends a fair share at most of what is known from another run only", () => {
    const remembered: RememberedCosts = new Map();
    createCosts(0.001, remembered);
    const costs = createCosts(undefined, remembered);
    const feed = createFeed(100);
    const batches = [4, 3, 2, 1].map((idle) => costs.takeBatch(feed, { workers: 4, idle }).tasks.length);
    expect(batches).toEqual([25, 25, 25, 25]);
  });

  it("knows the kinds of tasks apart", () => {
    expect(createCosts(0.001).takeBatch(createFeed(100, 1), four).tasks).toHaveLength(1);
  });
});

describe("hasRoom", () => {
  it.each([
    { batches: 0, expected: 0, isPlenty: false, room: true },
    { batches: 1, expected: 8, isPlenty: false, room: true },
    { batches: 2, expected: 8, isPlenty: true, room: false },
    { batches: 1, expected: 80, isPlenty: true, room: true },
    { batches: 1, expected: 80, isPlenty: false, room: false },
    { batches: 1, expected: Infinity, isPlenty: true, room: false },
  ])(
    "with $batches batches of $expected ms, and plenty of work: $isPlenty, is $room",
    ({ batches, expected, isPlenty, room }) => {
      expect(hasRoom(batches, expected, isPlenty)).toBe(room);
    },
  );
});
