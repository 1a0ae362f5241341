import { schedulerContract } from "@holdall/core/testing";
import { processes } from "@holdall/scheduler-processes";

schedulerContract("processes", { create: processes, isolated: true });
