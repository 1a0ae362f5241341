import { createScheduler, delayed, compute, registerProgress, type RunOptions } from "@holdall/core";
import { createRecordingExecutor, type RecordingExecutor } from "@holdall/core/testing";
import { createProgressDisplay } from "@holdall/diagnostics";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Screen } from "./screen.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for what is loaded, which no faked clock holds up. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

/** Starts a run of `tasks` tasks called `step`, two of which run at once. */
function start(
  tasks: number,
  options: RunOptions = {},
): { readonly executor: RecordingExecutor; readonly run: Promise<unknown> } {
  const executor = createRecordingExecutor({ concurrency: 2 });
  const step = delayed((i: number) => i, { name: "step" });
  const run = compute(
    Array.from({ length: tasks }, (_, i) => step(i)),
    { scheduler: createScheduler(executor), ...options },
  );
  return { executor, run };
}

function finishAll(executor: RecordingExecutor): void {
  while (executor.running.length > 0) finishOne(executor);
}

function finishOne(executor: RecordingExecutor): void {
  const { layer, index } = executor.running[0]!.task.steps[0]!;
  executor.finish(`${layer}:${index}`, 0);
}

describe("progress", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
    });
    for (const variable of ["CI", "NO_COLOR", "TERM"]) vi.stubEnv(variable, "");
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    registerProgress(createProgressDisplay());
  });

  const show = (options: Partial<Screen> = {}): Screen => {
    const screen = Object.assign(new Screen(), options);
    registerProgress(createProgressDisplay({ stream: screen }));
    return screen;
  };

  it("is drawn on a terminal once a run has taken two seconds, and nothing is left of it", async () => {
    const screen = show();
    const { executor, run } = start(8);
    finishOne(executor);
    vi.advanceTimersByTime(1999);
    await turn();
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await until(() => vi.getTimerCount() > 1);
    vi.advanceTimersByTime(1000);
    expect(screen.lines).toEqual(["[##------------------]  12 %  step  1 of 8 partitions  20/min  3.0 s"]);
    finishAll(executor);
    await run;
    expect(screen.lines).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("shows what is left once enough tasks have ended", async () => {
    const screen = show();
    const { executor, run } = start(8, { progress: true });
    await until(() => vi.getTimerCount() > 1);
    for (let i = 0; i < 4; i++) {
      vi.advanceTimersByTime(1000);
      finishOne(executor);
    }
    vi.advanceTimersByTime(100);
    expect(screen.lines[0]).toMatch(/ {2}50 % {2}step {2}4 of 8 partitions {2}.* s left$/);
    finishAll(executor);
    await run;
  });

  it("is not drawn of what is over before, nor where it is not wanted", async () => {
    const screen = show();
    const write = vi.spyOn(screen, "write");
    const quick = start(2);
    finishAll(quick.executor);
    await quick.run;
    const unwanted = start(2, { progress: false });
    vi.stubEnv("CI", "true");
    const onServer = start(2);
    show({ isTTY: false as never });
    const inFile = start(2);
    vi.advanceTimersByTime(10_000);
    await turn();
    for (const { executor, run } of [unwanted, onServer, inFile]) {
      finishAll(executor);
      await run;
    }
    expect(write).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is a line every five seconds where it is no terminal", async () => {
    const screen = show({ isTTY: false as never });
    const { executor, run } = start(3, { progress: true });
    await until(() => vi.getTimerCount() > 1);
    finishOne(executor);
    vi.advanceTimersByTime(5000);
    finishAll(executor);
    await run;
    expect(screen.lines).toEqual([
      "holdall: 33 %  step  1 of 3 partitions  12/min  5.0 s",
      "holdall: finished  step  3 of 3 partitions  36/min  5.0 s",
    ]);
  });

  it("fits into the terminal, however narrow it becomes", async () => {
    const screen = show();
    const { executor, run } = start(3, { progress: true });
    await until(() => vi.getTimerCount() > 1);
    vi.advanceTimersByTime(100);
    expect(screen.lines[0]!.length).toBeGreaterThan(40);
    screen.columns = 18;
    const rows = Math.ceil(screen.lines[0]!.length / 18);
    vi.advanceTimersByTime(100);
    // The old line has been broken into as many.
    expect(screen.written.at(-1)).toBe(`\u001B[${rows}A\r\u001B[J0 %  step  0.2 s\n`);
    finishAll(executor);
    await run;
  });

  it("makes room for what others write", async () => {
    const screen = show();
    const { executor, run } = start(3, { progress: true });
    await until(() => vi.getTimerCount() > 1);
    vi.advanceTimersByTime(100);
    screen.write("one\n");
    vi.advanceTimersByTime(100);
    screen.write("two ");
    vi.advanceTimersByTime(100);
    expect(screen.lines).toEqual(["one", "two "]);
    screen.write("words\n");
    vi.advanceTimersByTime(100);
    expect(screen.lines).toEqual(["one", "two words", expect.stringContaining("0 of 3 partitions")]);
    finishAll(executor);
    await run;
    expect(screen.lines).toEqual(["one", "two words"]);
    expect(Object.hasOwn(screen, "write") && screen.write !== Screen.prototype.write).toBe(false);
  });

  it("shows runs that are under way at once below each other, and failures", async () => {
    const screen = show();
    const first = start(3, { progress: true, retries: 1, retryDelay: 60_000 });
    const second = start(4, { progress: true });
    await until(() => vi.getTimerCount() > 1);
    const { layer } = first.executor.running[0]!.task.steps[0]!;
    first.executor.fail(`${layer}:0`, new Error("not by a task, and so not tried again"));
    await expect(first.run).rejects.toThrow("not by a task");
    vi.advanceTimersByTime(100);
    expect(screen.lines).toEqual([expect.stringContaining("0 of 4 partitions")]);
    finishAll(second.executor);
    await second.run;
  });

  it("says which task runs for far longer than the others did, once", async () => {
    const screen = show();
    const events: unknown[] = [];
    const { executor, run } = start(7, {
      progress: true,
      hooks: { event: (event) => void (event.type === "task-stuck" && events.push(event)) },
    });
    await until(() => vi.getTimerCount() > 1);
    for (let i = 0; i < 5; i++) finishOne(executor);
    vi.advanceTimersByTime(10_000);
    vi.advanceTimersByTime(20_000);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ operation: "step", partition: 0, runningFor: 10_000, usual: 1 });
    expect(screen.lines.filter((line) => line.includes("has been running for 10 s"))).toHaveLength(2);
    finishAll(executor);
    await run;
  });

  it("shows how far a function says that it is", async () => {
    const screen = show();
    let goOn: () => void = () => undefined;
    const report = delayed(() => new Promise<void>((resolve) => (goOn = resolve)), { name: "report" });
    const run = report().compute({ scheduler: "async", progress: true });
    await until(() => vi.getTimerCount() > 1);
    vi.advanceTimersByTime(100);
    expect(screen.lines).toEqual([expect.stringContaining("report  0 of 1 partitions")]);
    goOn();
    await run;
  });
});
