import { schedulerContract } from "@holdall/core/testing";
import { threads } from "@holdall/scheduler-threads";

schedulerContract("threads", { create: threads, isolated: true });
