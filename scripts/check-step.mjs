// One step of `check`, in a process of its own: all is installed and built.
import { check } from "./check.mjs";

process.exitCode = await check(process.argv.slice(2));
