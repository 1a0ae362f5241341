import { worker } from "workerpool";
import { increment } from "./increment.ts";

worker({ increment });
