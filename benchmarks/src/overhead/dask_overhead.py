"""Prints the microseconds that dask.bag takes for each of so many one-element partitions, by scheduler, as JSON."""

import json
import sys
import time

import dask
import dask.bag

TASKS, WORKERS = int(sys.argv[1]), int(sys.argv[2])


def increment(x):
    return x + 1


def compute(tasks, scheduler):
    values = list(range(tasks))
    bag = dask.bag.from_sequence(values, npartitions=tasks).map(increment)
    start = time.perf_counter()
    result = bag.compute(scheduler=scheduler, num_workers=WORKERS)
    elapsed = time.perf_counter() - start
    assert result == [x + 1 for x in values]
    return elapsed / tasks * 1e6


if __name__ == "__main__":
    measured = {}
    for scheduler in ["threads", "processes"]:
        compute(100, scheduler)
        measured[scheduler] = compute(TASKS, scheduler)
    print(json.dumps({"version": dask.__version__, **measured}))
