"""A terminal editor inside tmux: press keys, and wait until the screen shows something."""

import os
import re
import shlex
import subprocess
import time
import uuid

# Seconds for the screen to show what is waited for.
PATIENCE = float(os.environ.get("DOSSIER_EDITOR_PATIENCE", "20"))


class Terminal:
    def __init__(self, command, folder, environment, columns=130, rows=40):
        # A tmux server of its own, so that no other session is touched.
        self.socket = f"dossier-test-{uuid.uuid4().hex[:8]}"
        environment = {**os.environ, "TERM": "xterm-256color", **environment}
        environment.pop("TMUX", None)
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-s", "editor", "-x", str(columns), "-y", str(rows),
            "-c", str(folder), shlex.join(str(word) for word in command),
            environment=environment,
        )  # fmt: skip
        self._tmux("set", "-g", "escape-time", "0")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def press(self, *keys):
        """Keys by tmux's names: Escape, Enter, C-x ..."""
        self._tmux("send-keys", "-t", "editor", *keys)

    def type(self, text):
        """Text as a person types it, a letter at a time."""
        for letter in text:
            self._tmux("send-keys", "-t", "editor", "-l", letter)
            time.sleep(0.03)

    def screen(self):
        return self._tmux("capture-pane", "-t", "editor", "-p").stdout

    def shows(self, pattern, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while True:
            if re.search(pattern, self.screen()):
                return True
            if time.monotonic() > end:
                return False
            time.sleep(0.05)

    def expect(self, what, pattern):
        """The screen comes to show `pattern`."""
        if not self.shows(pattern):
            raise AssertionError(f"{what}: never saw /{pattern}/ on this screen:\n{self.screen()}")
        print(f"ok  {what}", flush=True)

    def ask(self, what, action, pattern):
        """`action` makes the screen show `pattern`; tried again, since the server may still be starting."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            action()
            if self.shows(pattern, seconds=3):
                break
            self.press("Escape")
        self.expect(what, pattern)

    def _tmux(self, *arguments, environment=None):
        return subprocess.run(
            ["tmux", "-L", self.socket, *arguments], capture_output=True, text=True, env=environment, check=False
        )
