"""Prints the milliseconds that dask.bag takes for a job with a file, on processes, as JSON."""

import json
import sys
import time

import dask
import dask.bag

JOB, FILE, WORKERS, GROUP, AMOUNT = sys.argv[1:6]


def is_ok(record):
    return record.get("status") != "failed"


def group_of(record):
    return str(record[GROUP])


def add(total, record):
    return total + record[AMOUNT]


def add_totals(one, other):
    return one + other


def split(line):
    return line.rstrip("\n").split(" ")


def count_lines(lines):
    return lines.count()


def count_words(lines):
    return lines.map(split).flatten().frequencies()


def sum_records(lines):
    return lines.map(json.loads).filter(is_ok).foldby(group_of, add, 0, add_totals, 0)


JOBS = {"lines": count_lines, "words": count_words, "records": sum_records}

if __name__ == "__main__":
    start = time.perf_counter()
    lines = dask.bag.read_text(FILE, blocksize="32MiB")
    result = JOBS[JOB](lines).compute(scheduler="processes", num_workers=int(WORKERS))
    elapsed = time.perf_counter() - start
    count = result if JOB == "lines" else len(result)
    print(json.dumps({"version": dask.__version__, "ms": elapsed * 1e3, "count": count}))
