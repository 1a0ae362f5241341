import { asynchronous, automatic, synchronous } from "@holdall/core";
import { schedulerContract } from "@holdall/core/testing";

schedulerContract("sync", { create: synchronous, isolated: false });
schedulerContract("async", { create: asynchronous, isolated: false });
schedulerContract("auto", {
  create: (options) => automatic(asynchronous(options).executor!),
  isolated: false,
});
