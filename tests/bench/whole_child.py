"""Start a program and tell what it took, as one line of JSON. A script of its own, kept small on purpose.

    python -I -S whole_child.py OUTPUT PROGRAM ARGUMENT…

Linux counts as a process's highest memory also what it had before it became another program, which is that of whoever
started it. The benchmark itself is large; this is not.
"""

import os
import sys
import time


def main(output: str, command: list[str]) -> None:
    """Start the program, wait for its end, and print its exit code, seconds, seconds of the processor, and KiB."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    streams = [(os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
    _, status, used = os.wait4(pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    figures = f'"wall": {wall}, "cpu": {used.ru_utime + used.ru_stime}, "peak": {used.ru_maxrss}'
    sys.stdout.write(f'{{"code": {code}, {figures}}}\n')


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
