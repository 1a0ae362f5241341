// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import type { CodecName } from "../../dist/transport/codec.js";
import { createEchoWorker } from "../../dist/transport/echo-worker.js";

test.each<CodecName>(["structuredClone", "v8", "msgpackr", "json"])(
  "%s gives back what was sent, and leaves that alone",
  async (codec) => {
    await using worker = createEchoWorker(codec);
    const value = [{ id: 1, name: "one" }, "line", null];
    expect(await worker.echo(value)).toEqual(value);
    expect(await worker.echo("again")).toBe("again");
  },
);

test.each<CodecName>(["structuredClone", "v8", "msgpackr"])(
  "%s does not detach a typed array",
  async (codec) => {
    await using worker = createEchoWorker(codec);
    const numbers = Float64Array.of(1, 2, 3);
    expect(await worker.echo(numbers)).toEqual(numbers);
    expect(numbers).toHaveLength(3);
  },
);
