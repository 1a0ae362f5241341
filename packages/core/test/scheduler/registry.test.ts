import { delayed, registerScheduler, type SchedulerFactory } from "@holdall/core";
import { describe, expect, it } from "vitest";

describe("registerScheduler", () => {
  it("refuses what is no name and no function", () => {
    const create = (() => undefined) as unknown as SchedulerFactory;
    expect(() => registerScheduler("", create)).toThrow(
      'registerScheduler(): Expected `name` to be a string that is not empty, got "".',
    );
    expect(() => registerScheduler("mine", {} as SchedulerFactory)).toThrow(
      "registerScheduler(): Expected `create` to be a function, got an object with keys [].",
    );
  });

  it("refuses a name that is taken", () => {
    const create = (() => undefined) as unknown as SchedulerFactory;
    expect(() => registerScheduler("sync", create)).toThrow('a scheduler named "sync" is registered already');
  });

  it("has a run say that what was registered makes no scheduler", async () => {
    registerScheduler("makes-none", (() => undefined) as unknown as SchedulerFactory);
    await expect(delayed(() => 1)().compute({ scheduler: "makes-none" })).rejects.toThrow(
      'registerScheduler(): Expected `create` of "makes-none" to return a scheduler, got undefined.',
    );
  });
});
