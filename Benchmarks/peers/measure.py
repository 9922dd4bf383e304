"""Timing for the peers' scripts: one process measures one way of writing one step, and prints a JSON line."""
import argparse
import json
import os
import resource
import statistics
import time


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("--workload", required=True)
    p.add_argument("--variant", required=True)
    p.add_argument("--precision", choices=["float", "double"], default="float")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seconds", type=float, default=1.5, help="of timed steps")
    args = p.parse_args()
    if hasattr(os, "sched_setaffinity"):  # Linux
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-args.threads:])
    return args


class Others:
    """The share of this process's processors that other processes take (Linux only, 0 elsewhere)."""

    def __init__(self):
        self.cpus = os.sched_getaffinity(0) if os.path.exists("/proc/stat") else ()
        self.start, self.before = time.perf_counter(), self._taken()

    def _taken(self):
        if not self.cpus:
            return 0.0
        names = {f"cpu{i}" for i in self.cpus}
        rows = [line.split() for line in open("/proc/stat") if line.split()[0] in names]
        used = resource.getrusage(resource.RUSAGE_SELF)
        busy = sum(sum(map(int, r[1:4] + r[6:9])) for r in rows) / os.sysconf("SC_CLK_TCK")
        return busy - used.ru_utime - used.ru_stime

    def share(self):
        elapsed = (time.perf_counter() - self.start) * max(1, len(self.cpus))
        return round(max(0.0, self._taken() - self.before) / elapsed, 3)


def time_steps(step, sync, seconds):
    """step() queues one step, sync() waits for all of them. The median of milliseconds a step, over groups of steps that
    take 50 ms."""
    step()
    sync()
    start = time.perf_counter()
    step()
    sync()
    group = max(1, int(0.05 / max(time.perf_counter() - start, 1e-6)))
    times, end = [], time.perf_counter() + seconds
    while len(times) < 3 or (time.perf_counter() < end and len(times) < 60):
        start = time.perf_counter()
        for _ in range(group):
            step()
        sync()
        times.append((time.perf_counter() - start) / group * 1e3)
    return statistics.median(times)


def run(args, framework, version, build):
    """build() -> (step, sync, value[, n]): value(step()) is a number that must agree between frameworks, the loss or a sum of
    squares; n is the number of training steps in one call of step (1)."""
    step, sync, value, *rest = build()
    per_call = rest[0] if rest else 1
    start = time.perf_counter()
    result = step()
    sync()
    first = time.perf_counter() - start
    check = value(result)
    others = Others()
    ms = time_steps(step, sync, args.seconds)
    print(json.dumps(dict(
        framework=framework, version=version, workload=args.workload, variant=args.variant, precision=args.precision,
        threads=args.threads, ms=round(ms / per_call, 4), compile_s=round(max(0.0, first - ms / 1e3), 3),
        check=check, others=others.share())), flush=True)
