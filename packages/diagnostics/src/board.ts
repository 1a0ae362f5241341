import type { EngineEvent } from "@holdall/core";
import { describeChanged } from "./changed-line.ts";
import { LiveArea, widthOf } from "./live-area.ts";
import type { ProgressStream } from "./progress-display.ts";
import { RunProgress } from "./run-progress.ts";
import { showInLine, showInLines } from "./show-run.ts";
import { describeStuck } from "./stuck-line.ts";

/** One run on a board. */
export interface RunView {
  onEvent(event: EngineEvent): void;
  /** The run is over. */
  close(): void;
}

const drawEveryMs = { live: 100, plain: 5000 };

/** Shows all runs that are under way on one stream. */
export class Board {
  readonly #stream: ProgressStream;
  readonly #isPlain: boolean;
  readonly #runs = new Set<RunProgress>();
  #area: LiveArea | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;

  /** @param isPlain - whether it writes lines that stay */
  constructor(stream: ProgressStream, isPlain: boolean) {
    this.#stream = stream;
    this.#isPlain = isPlain;
  }

  /** @param begin - when the run began */
  open(begin: number): RunView {
    const run = new RunProgress(begin);
    this.#add(run);
    return {
      onEvent: (event) => this.#onEvent(run, event),
      close: () => this.#close(run),
    };
  }

  get #every(): number {
    return this.#isPlain ? drawEveryMs.plain : drawEveryMs.live;
  }

  #add(run: RunProgress): void {
    this.#runs.add(run);
    if (this.#timer !== undefined) return;
    this.#drawn = performance.now();
    this.#timer = setInterval(() => this.#draw(performance.now()), this.#every).unref();
    if (!this.#isPlain) this.#area = new LiveArea(this.#stream);
  }

  #onEvent(run: RunProgress, event: EngineEvent): void {
    run.onEvent(event);
    if (event.type === "run-prepared")
      for (const changed of event.checkpoint?.changed ?? []) this.#print(describeChanged(changed));
    if (event.type === "task-stuck") this.#print(describeStuck(event));
    // Where work keeps the thread busy no timer fires.
    if (event.at - this.#drawn >= 2 * this.#every) this.#draw(event.at);
  }

  #close(run: RunProgress): void {
    if (!this.#runs.delete(run)) return;
    if (this.#isPlain) this.#print(showInLine(run, performance.now()));
    if (this.#runs.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#area?.close();
    this.#area = undefined;
  }

  #draw(now: number): void {
    this.#drawn = now;
    if (this.#area === undefined) {
      for (const run of this.#runs) if (run.total > 0) this.#print(showInLine(run, now));
      return;
    }
    const width = widthOf(this.#stream) - 1;
    const shown = [...this.#runs].filter(({ total }) => total > 0);
    this.#area.draw(shown.flatMap((run) => showInLines(run, { now, width })));
  }

  #print(line: string): void {
    if (this.#area === undefined) this.#stream.write(`${line}\n`);
    else this.#area.print(line);
  }
}
