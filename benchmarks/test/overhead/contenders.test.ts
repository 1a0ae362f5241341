// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import type { Contender } from "../../dist/overhead/contenders/contender.js";
import { createPiscina } from "../../dist/overhead/contenders/piscina.js";
import { createPoolifier } from "../../dist/overhead/contenders/poolifier.js";
import { createMessageWorkers } from "../../dist/overhead/contenders/post-message.js";
import { createTinypool } from "../../dist/overhead/contenders/tinypool.js";
import { createWorkerpool } from "../../dist/overhead/contenders/workerpool.js";

test.each<[string, (workers: number) => Contender]>([
  ["postMessage", createMessageWorkers],
  ["piscina", createPiscina],
  ["tinypool", createTinypool],
  ["workerpool", createWorkerpool],
  ["poolifier", createPoolifier],
])("%s gives the results in order, again and again", async (_, create) => {
  await using contender = create(2);
  const values = Array.from({ length: 501 }, (_, index) => index); // more than are under way at a time
  for (const some of [values, values.slice(0, 1), values]) {
    expect(await contender.run(some)).toEqual(some.map((x) => x + 1));
  }
});
