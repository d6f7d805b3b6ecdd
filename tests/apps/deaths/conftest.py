"""A server in a process of its own, that is killed in the middle of what somebody types."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest


class Ponte:
    """`ponte serve` in a process of its own, on the same store and port through every death."""

    def __init__(self, home, patience):
        self.home, self.patience = home, patience
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "apps.cli", "serve", "--store", str(self.home), "--as", "demo",
                   "--port", str(self.port)]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(int(30 * self.patience)):
            try:
                urlopen(self.url + "risorse/ponte.svg", timeout=1).close()  # noqa: S310  our own server
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("ponte serve did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.returncode == -signal.SIGKILL


@pytest.fixture(scope="session")
def mortal(patience):
    """Serve the store of a folder until the end of a block, through every death in between."""

    @contextmanager
    def served(home):
        server = Ponte(home, patience)
        server.start()
        yield server
        server.kill()

    return served
