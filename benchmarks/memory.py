"""How much memory a process had at the most, by what Linux notes of it. The standard library alone: peers' environments import it."""

from __future__ import annotations

from pathlib import Path

PROCESSES = Path("/proc")


def most(process: int | str = "self", processes: Path = PROCESSES) -> float:
    """Megabytes (of 1,048,576 bytes) that a process had at the most, files that are mapped included; 0 for one that is gone.

    `getrusage` would tell those of the process that started it, too; Linux alone has VmHWM (proc_pid_status(5)).
    """
    try:
        status = (processes / str(process) / "status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def family(process: int, processes: Path = PROCESSES) -> list[int]:
    """A process, those it has started and those that they have, by their numbers."""
    found = [process]
    for one in found:
        for children in (processes / str(one) / "task").glob("*/children"):
            try:
                found += [int(number) for number in children.read_text(encoding="ascii").split()]
            except OSError:  # the thread has ended since it was listed
                continue
    return found
