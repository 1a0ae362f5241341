// For the tests of packages that know no scheduler but those on the calling thread: HOLDALL_SCHEDULER may name others.
if (process.env["HOLDALL_SCHEDULER"] !== undefined) await import("holdall");
