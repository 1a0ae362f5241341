import { threads } from "@holdall/scheduler-threads";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("threads", threads);
