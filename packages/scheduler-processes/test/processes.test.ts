import { processes } from "@holdall/scheduler-processes";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("processes", processes);
