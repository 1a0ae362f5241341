// Has results in temporary files, says so, and waits to be killed.
import { Bag } from "holdall";

await Bag.range(4000, { npartitions: 8 })
  .map((x) => ({ key: x % 100, text: `element ${x} `.repeat(4) }))
  .groupBy("key", { npartitions: 4 })
  .map(([key]) => {
    if (key >= 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return key;
  })
  .compute({
    scheduler: "threads",
    memoryLimit: 1000,
    hooks: {
      event: (event) => void (event.type === "spill" && event.direction === "read" && console.log("spilled")),
    },
  });
