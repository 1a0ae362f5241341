import { spawn, type ChildProcess } from "node:child_process";

/*
 * Both read lists of numbers of processes, one a line, of which each takes the place of the one before; when no more can
 * come, they end those of the last. A shell is there in no time and takes no memory to speak of.
 */
const shell = `trap '' HUP INT QUIT TERM; while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -KILL $pids`;
const program = `
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.on(signal, () => {});
  let text = "";
  process.stdin.setEncoding("latin1").on("data", (chunk) => (text += chunk)).on("close", () => {
    for (const pid of text.trimEnd().split("\\n").at(-1).split(" ").map(Number))
      if (pid > 0) try { process.kill(pid, "SIGKILL"); } catch {}
  });`;

const commands = [
  ["/bin/sh", ["-c", shell]],
  [process.execPath, ["-e", program]],
] as const;

// Longer than a first run on new processes takes, if it is short; a child in a loop without end has hardly begun it.
const startAfterMs = 250;

/**
 * A process that ends others when this one has ended and could not do so: killed by `kill -9`, by the system when memory
 * was short, or by a crash of native code. It tells by the end of its standard input, whose other end only this process
 * has; and is told when one of the others has ended, so that it does not take another process for it which has got the
 * same number since.
 */
export class Reaper {
  #pids: readonly number[] = [];
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #command = process.platform === "win32" ? 1 : 0;

  /** These processes, and no others, are not to outlive this one. */
  watch(pids: readonly number[]): void {
    this.#pids = pids;
    if (this.#process !== undefined) this.#tell(this.#process);
    else if (pids.length > 0) this.#timer ??= setTimeout(() => this.#start(), startAfterMs).unref();
  }

  /** This process is about to end, and has ended the others. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#process?.kill("SIGKILL");
  }

  #start(): void {
    this.#timer = undefined;
    if (this.#pids.length === 0) return;
    const [command, args] = commands[this.#command]!;
    // Options that this process has been given by its environment are not for this one.
    const env = { ...process.env, NODE_OPTIONS: "" };
    const child = spawn(command, args, { env, stdio: ["pipe", "ignore", "ignore"], windowsHide: true });
    child.unref();
    (child.stdin as typeof child.stdin & { unref(): void }).unref();
    child.stdin.on("error", () => undefined); // it has ended, which is told below
    child.on("error", () => this.#goOn(child));
    child.on("exit", () => this.#forget(child));
    this.#process = child;
    this.#tell(child);
  }

  #tell(child: ChildProcess): void {
    if (this.#pids.length > 0) child.stdin!.write(`${this.#pids.join(" ")}\n`);
    else {
      this.#forget(child);
      child.stdin!.end("\n");
    }
  }

  // There is no shell.
  #goOn(child: ChildProcess): void {
    this.#forget(child);
    if (this.#command === commands.length - 1) return;
    this.#command += 1;
    this.#start();
  }

  #forget(child: ChildProcess): void {
    if (this.#process === child) this.#process = undefined;
  }
}
