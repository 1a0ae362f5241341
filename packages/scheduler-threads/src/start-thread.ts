import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a thread with those of the options of Node that a thread can have. The others, such as `--max-old-space-size`
 * and whatever else V8 is told, are the process's, and hold for its threads anyway.
 */
export function startThread(url: URL, options: WorkerOptions & { readonly execArgv: string[] }): Worker {
  try {
    return new Worker(url, options);
  } catch (error) {
    // Which these are depends on the version of Node, which says it nowhere but here.
    const refused = refusedBy(error);
    if (refused.length === 0) throw error;
    return new Worker(url, {
      ...options,
      execArgv: options.execArgv.filter((option) => !refused.includes(option)),
    });
  }
}

function refusedBy(error: unknown): string[] {
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  return code === "ERR_WORKER_INVALID_EXEC_ARGV"
    ? message
        .slice(message.indexOf(":") + 1)
        .trim()
        .split(/,\s*/)
    : [];
}
