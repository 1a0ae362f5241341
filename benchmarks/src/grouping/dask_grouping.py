"""Prints the milliseconds that dask.bag takes for each operation, by scheduler, as JSON."""

import json
import sys
import time

import dask
import dask.bag

LENGTH, GROUPS, OTHERS, PARTITIONS, WORKERS = (int(arg) for arg in sys.argv[1:6])


def key(number):
    return number % GROUPS


def key_of_other(number):
    return number % OTHERS


def itself(number):
    return number


def add(total, number):
    return total + number


def add_totals(one, other):
    return one + other


# As many results as the loops have, of each.
OPERATIONS = {
    "groupBy": (lambda bag: bag.groupby(key, npartitions=PARTITIONS), GROUPS),
    "foldBy": (lambda bag: bag.foldby(key, add, 0, add_totals, 0), GROUPS),
    "frequencies": (lambda bag: bag.frequencies(), LENGTH),
    "distinct": (lambda bag: bag.distinct(), LENGTH),
    "join": (lambda bag: bag.join(range(OTHERS), key_of_other, itself), LENGTH),
}


def measure(operation, scheduler):
    bag = dask.bag.from_sequence(range(LENGTH), npartitions=PARTITIONS)
    describe, length = OPERATIONS[operation]
    start = time.perf_counter()
    result = describe(bag).compute(scheduler=scheduler, num_workers=WORKERS)
    elapsed = time.perf_counter() - start
    assert len(result) == length
    return elapsed * 1e3


if __name__ == "__main__":
    measured = {
        operation: {scheduler: measure(operation, scheduler) for scheduler in ["sync", "processes"]}
        for operation in OPERATIONS
    }
    print(json.dumps({"version": dask.__version__, "operations": measured}))
