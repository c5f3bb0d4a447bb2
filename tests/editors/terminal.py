"""A terminal editor inside tmux: press keys, and wait until the screen shows something."""

import array
import contextlib
import fcntl
import os
import re
import shlex
import signal
import subprocess
import termios
import time
import uuid
from pathlib import Path

# Seconds for the screen to show what is waited for.
PATIENCE = float(os.environ.get("DOSSIER_EDITOR_PATIENCE", "20"))


def until(condition, seconds=PATIENCE):
    """Waits until `condition()` is true; false if it never was."""
    end = time.monotonic() + seconds
    while True:
        if condition():
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.05)


def _program(process):
    """What a process runs; nothing for one that has ended."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{process}/exe")
    return None


def _children(process):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return []


class Terminal:
    def __init__(self, command, folder, environment, columns=130, rows=45):
        # A tmux server of its own, so that no other session is touched.
        self.socket = f"dossier-test-{uuid.uuid4().hex[:8]}"
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
        environment.pop("TMUX", None)
        self._tmux(
            "-u", "-f", "/dev/null", "new-session", "-d", "-s", "editor", "-x", str(columns), "-y", str(rows),
            "-c", str(folder), shlex.join(str(word) for word in command),
            environment=environment,
        )  # fmt: skip
        self._tmux("set", "-g", "escape-time", "0")
        self._find_tty()

    def __enter__(self):
        try:
            self.wait_until_open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        # An editor of two processes may live on in the one behind, without a terminal. Its server is left alone: it
        # has to end with its editor, which run.sh looks at.
        editors = self._processes()
        self._tmux("kill-server")
        for process in editors:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)

    def _processes(self):
        """The editor's own processes: the one in the terminal, and those below it that run the same program."""
        first = self._tmux("display-message", "-p", "-t", "editor", "#{pane_pid}").stdout.strip()
        if not first:
            return []
        program = _program(first)
        found, looked_at = [int(first)], [first]
        while looked_at:
            children = _children(looked_at.pop())
            looked_at += children
            found += [int(child) for child in children if _program(child) == program]
        return found

    def restart(self):
        """Ends the editor and starts it anew, with the same file."""
        self._tmux("respawn-pane", "-k", "-t", "editor")
        self._find_tty()
        self.wait_until_open()

    def wait_until_open(self):
        """Waits until the editor takes keys. For each editor to say."""

    def press(self, *keys):
        """Keys by tmux's names: Escape, Enter, C-x ..."""
        self._tmux("send-keys", "-t", "editor", *keys)
        if keys[-1] == "Escape":
            # An editor that reads Escape and the next key at once takes them for Alt and that key.
            until(self._has_read_all)

    def type(self, text):
        """Text as a person types it, a letter at a time."""
        for letter in text:
            self._tmux("send-keys", "-t", "editor", "-l", letter)
            time.sleep(0.015)

    def _has_read_all(self):
        """Whether the editor has read every key."""
        time.sleep(0.03)  # for tmux to pass it on
        terminal = os.open(self.tty, os.O_RDONLY | os.O_NOCTTY)
        waiting = array.array("i", [0])
        fcntl.ioctl(terminal, termios.FIONREAD, waiting)
        os.close(terminal)
        return waiting[0] == 0

    def screen(self, colours=False):
        return self._tmux("capture-pane", "-t", "editor", "-p", *(["-e"] if colours else [])).stdout

    def shows(self, pattern, seconds=PATIENCE):
        return until(lambda: re.search(pattern, self.screen()), seconds)

    def expect(self, pattern):
        """The screen comes to show `pattern`."""
        if not self.shows(pattern):
            raise AssertionError(f"never saw /{pattern}/ on this screen:\n{self.screen()}")

    def expect_no(self, pattern):
        """The screen comes to show `pattern` no more."""
        if not until(lambda: not re.search(pattern, self.screen())):
            raise AssertionError(f"still see /{pattern}/ on this screen:\n{self.screen()}")

    def ask(self, action, pattern):
        """`action` makes the screen show `pattern`; tried again, since the server may still be starting."""

        def acted():
            action()
            if self.shows(pattern, seconds=3):
                return True
            self.cancel()
            return False

        if not until(acted):
            raise AssertionError(f"never saw /{pattern}/ on this screen:\n{self.screen()}")

    def cancel(self):
        """Leaves whatever is half typed or open."""
        self.press("Escape")

    def _find_tty(self):
        self.tty = self._tmux("display-message", "-p", "-t", "editor", "#{pane_tty}").stdout.strip()

    def _tmux(self, *arguments, environment=None):
        # tmux takes a semicolon at the end of an argument for the end of a command.
        arguments = [re.sub(";$", r"\\;", argument) for argument in arguments]
        return subprocess.run(
            ["tmux", "-L", self.socket, *arguments], capture_output=True, text=True, env=environment, check=False
        )
