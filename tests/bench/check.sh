#!/bin/sh
# Times `dossier check` on workspaces that it makes, and agnix on the same ones if it is there.
# Usage: tests/bench/check.sh [SIZE...]; DOSSIER names the binary, RUNS how often each is run.
set -eu

dossier=${DOSSIER:-dossier}
runs=${RUNS:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$dossier" "$runs" "$folder" "${@:-5000}" <<'PYTHON'
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

dossier, runs, folder, *sizes = sys.argv[1:]
sizes = [int(size) for words in sizes for size in words.split()]


def make(root, count):
    """A workspace of agents of about 4 kB, each of which names others."""
    agents = root / ".claude" / "agents"
    agents.mkdir(parents=True)
    for number in range(count):
        name = f"worker-{number}"
        others = [f"worker-{(number * step + 1) % count}" for step in (3, 7, 11)]
        paragraph = (
            f"Read the task to its end. Hand tests to `{others[0]}`, and ask the {others[1]} agent "
            f"when the build fails. Reviews go to @{others[2]}; say what changed, and why.\n\n"
        )
        head = (
            f"---\nname: {name}\ndescription: Does step {number} of the plan.\n"
            "tools: Read, Grep, Glob, Agent\nmodel: sonnet\n---\n\n"
        )
        body = "".join(f"## Part {part}\n\n{paragraph}" for part in range(1, 21))
        (agents / f"{name}.md").write_text((head + body)[:4096], encoding="utf-8")


def best(command, root):
    """The shortest of some runs in seconds, and the largest memory in MB so far."""
    times = []
    for _ in range(int(runs)):
        begin = time.perf_counter()
        done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        times.append(time.perf_counter() - begin)
        if done.returncode not in (0, 1):
            sys.exit(f"{command[0]} failed: {done.stderr.decode()}")
    return min(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


agnix = shutil.which("agnix")
for size in sorted(sizes):
    root = pathlib.Path(folder) / str(size)
    make(root, size)
    os.environ["CLAUDE_CONFIG_DIR"] = str(pathlib.Path(folder) / "nobody")
    ours, memory = best([dossier, "check", "."], root)
    line = f"{size:>6} agents  dossier {ours:.3f} s, {memory:.0f} MB"
    if agnix:
        theirs, _ = best([agnix, "."], root)
        line += f"  agnix {theirs:.3f} s  ratio {theirs / ours:.1f}"
    print(line, flush=True)
PYTHON
