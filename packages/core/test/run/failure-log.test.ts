import { describe, expect, it } from "vitest";
import { FailureLog } from "../../src/run/failure-log.ts";

const at = (call: string, isCertain = false) => ({ call, isCertain });

describe("FailureLog", () => {
  it("counts attempts by failures and crashes, of each task for itself", () => {
    const log = new FailureLog(3);
    expect(log.noteFailure(1)).toBe(1);
    expect(log.noteCrash(1, "killed", undefined)).toBe(1);
    expect(log.noteCrash(1, "killed", at("a"))).toBe(0);
    expect([log.attemptOf(1), log.attemptOf(2)]).toEqual([4, 1]);
  });

  it("holds a call for the cause of a death when it happened in it twice, whatever happened in between", () => {
    const log = new FailureLog(3);
    log.noteCrash(1, "first", at("a"));
    log.noteCrash(1, "second", at("b"));
    expect(log.crashedCallsOf(1)).toBeUndefined();
    expect(log.noteCrash(1, "third", undefined)).toBe(1);
    expect(log.noteCrash(1, "fourth", at("a"))).toBe(0);
    expect(log.crashedCallsOf(1)).toEqual([{ call: "a", crashes: 2, error: "fourth" }]);
    expect(log.crashedCallsOf(2)).toBeUndefined();
  });

  it("believes a first death where that is certain, or no second one is to be", () => {
    const log = new FailureLog(3);
    log.noteCrash(1, "overdue", at("a", true));
    expect(log.crashedCallsOf(1)).toEqual([{ call: "a", crashes: 1, error: "overdue" }]);
    const strict = new FailureLog(1);
    strict.noteCrash(1, "killed", at("a"));
    expect(strict.crashedCallsOf(1)).toEqual([{ call: "a", crashes: 1, error: "killed" }]);
  });

  it("gives up after crashes in a row that nothing explains", () => {
    const log = new FailureLog(3);
    expect([1, 2].map(() => log.noteCrash(1, "killed", undefined))).toEqual([1, 2]);
    expect(log.noteCrash(1, "killed", at("a"))).toBe(0);
    expect(log.noteCrash(1, "killed", undefined)).toBe(1);
  });
});
