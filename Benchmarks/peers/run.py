"""Times the workloads of `make bench` in JAX and PyTorch, each written in several ways, and prints the fastest of each.

  python run.py --quick                  the ways that were fastest, one thread: a quarter of an hour
  python run.py                          all of them: about an hour and a half
  python run.py --only burgers           one workload
  python run.py --ours bench.json        beside the figures that `make bench ARGS='--json bench.json'` wrote

Each measurement is a process of its own. One that other processes disturbed (they took over a tenth of its processors) is
repeated, and the least disturbed of three counts; a star in the table says that even this one was disturbed.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
from workloads import WORKLOADS

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = {"JAX": "jax_step.py", "PyTorch": "torch_step.py"}
# An allocator that keeps its memory makes the peers up to a third faster.
JEMALLOC = (glob.glob("/usr/lib/*/libjemalloc.so.2") + [None])[0]


def variants(workload):
    """(framework, variant, whether it was the fastest or nearly so) of a workload."""
    kind, wide = WORKLOADS[workload].kind, WORKLOADS[workload].layers[1] > 100
    chunk, torch_chunk = (512, 1024) if wide else (500, 1000)
    second_order = [("JAX", "nested", False), ("JAX", "jvp", False), ("JAX", "manual", False),
                    ("JAX", f"manualT-chunk{chunk}", True), ("PyTorch", "eager", False)]
    if kind == "heat":
        return second_order + [("JAX", "manual-scan", True), ("JAX", "jvp-scan", False),
                               ("PyTorch", "eager-compile", False), ("PyTorch", "manual-compile", True)]
    if kind in ("burgers", "ns"):
        return second_order + [("JAX", "jet", False), ("PyTorch", "jvp", False), ("PyTorch", "eager-compile", False),
                               ("PyTorch", f"manual-compile-cchunk{torch_chunk}", True)]
    if kind in ("kdv", "biharm"):
        return [("JAX", "nested", False), ("JAX", "jvp", True), ("JAX", "jet", False), ("JAX", "jet-chunk500", True),
                ("PyTorch", "eager", kind == "biharm"), ("PyTorch", "jvp", False)] + [
                    ("PyTorch", "eager-compile", True)] * (kind == "kdv")
    if kind == "derivs":
        return [("JAX", "jvp", False), ("JAX", "manualT-chunk500", True), ("PyTorch", "eager", False),
                ("PyTorch", "manual", False), ("PyTorch", "manual-compile-cchunk1000", True)]
    if kind == "jac1":
        return [("JAX", "jacfwd", False), ("JAX", "jacfwd-chunk2000", True), ("JAX", "jacrev", False),
                ("PyTorch", "jacfwd", False), ("PyTorch", "manual", False), ("PyTorch", "manual-compile", True)]
    return [("JAX", "nested", False), ("JAX", "jvp", False), ("JAX", "manual", True), ("PyTorch", "jvp", False),
            ("PyTorch", "manual-compile", True)]


def measure(framework, workload, variant, precision, threads, seconds, tries):
    """The least disturbed of some measurements, or a string that says what went wrong."""
    command = [sys.executable, os.path.join(HERE, SCRIPTS[framework]), "--workload", workload, "--variant", variant,
               "--precision", precision, "--threads", str(threads), "--seconds", str(seconds)]
    env = {**os.environ}
    if JEMALLOC:
        env.update(LD_PRELOAD=JEMALLOC, MALLOC_CONF="dirty_decay_ms:-1,muzzy_decay_ms:-1,oversize_threshold:0")
    best = None
    with tempfile.TemporaryDirectory() as cache:
        env["TORCHINDUCTOR_CACHE_DIR"] = cache
        for _ in range(tries):
            try:
                result = subprocess.run(command, env=env, capture_output=True, text=True, timeout=900)
            except subprocess.TimeoutExpired:
                return "took more than a quarter of an hour"
            if result.returncode:
                return (result.stderr.strip().splitlines() or ["no message"])[-1][:200]
            figures = json.loads(result.stdout.splitlines()[-1])
            if best is None or figures["others"] < best["others"]:
                best = figures
            if best["others"] <= 0.1:
                break
    return best


def disagreement(rows):
    """The largest relative difference of a workload's check, which all frameworks and variants share."""
    checks = [r["check"] for r in rows]
    return (max(checks) - min(checks)) / max(abs(c) for c in checks)


def number(x):
    return f"{x:.3g}" if x < 100 else f"{x:.0f}"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--quick", action="store_true")
    p.add_argument("--only", choices=list(WORKLOADS))
    p.add_argument("--framework", choices=list(SCRIPTS))
    p.add_argument("--precision", choices=["float", "double"])
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seconds", type=float, default=1.5, help="of timed steps in each measurement")
    p.add_argument("--tries", type=int, default=3, help="measurements, at most, of one that others disturb")
    p.add_argument("--ours", help="what make bench wrote with --json")
    p.add_argument("--json", help="also write each measurement as a line of this file")
    args = p.parse_args()
    if not JEMALLOC:
        print("without jemalloc (apt-get install libjemalloc2) the peers are slower", file=sys.stderr)
    ours = {}
    if args.ours:
        for line in map(json.loads, open(args.ours)):
            ours[line["workload"], line["precision"], line["threads"]] = line["ms_per_step"]

    print("| workload | precision | JAX ms | written as | PyTorch ms | written as | here ms | here / fastest peer |")
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    for workload in [args.only] if args.only else WORKLOADS:
        for precision in [args.precision] if args.precision else ["float", "double"]:
            if workload == "rows" and precision == "float":
                continue
            rows = []
            for framework, variant, is_fast in variants(workload):
                if (args.quick and not is_fast) or args.framework not in (None, framework):
                    continue
                figures = measure(framework, workload, variant, precision, args.threads, args.seconds, args.tries)
                what = f"{workload}, {precision}, {framework} {variant}"
                if isinstance(figures, str):
                    print(f"{what}: {figures}", file=sys.stderr)
                    failed = True
                    continue
                print(f"{what}: {figures['ms']} ms, compiled in {figures['compile_s']} s, others {figures['others']}",
                      file=sys.stderr)
                rows.append(figures)
                if args.json:
                    with open(args.json, "a") as out:
                        out.write(json.dumps(figures) + "\n")
            if not rows:
                continue
            if disagreement(rows) > (1e-3 if precision == "float" else 1e-9):
                print(f"{workload}, {precision}: the first losses disagree: {[r['check'] for r in rows]}", file=sys.stderr)
                failed = True
            cells = [workload, precision]
            for framework in SCRIPTS:
                best = min((r for r in rows if r["framework"] == framework), key=lambda r: r["ms"], default=None)
                cells += [number(best["ms"]) + "*" * (best["others"] > 0.1), best["variant"]] if best else ["", ""]
            here = ours.get((workload, precision, args.threads))
            cells += [number(here), f"{here / min(r['ms'] for r in rows):.2f}"] if here else ["", ""]
            print("| " + " | ".join(cells) + " |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
