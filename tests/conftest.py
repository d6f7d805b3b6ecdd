"""What every test may ask for: the real acts beside the repository, invented districts, PostgreSQL, no internet."""

import fcntl
import gc
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of Linux's that lies in memory
ROOM, LEAST = 3 * 2**30, 8 * 2**30
"""Bytes that must be free in it, and that the machine must have in all."""


def _write_in_memory():
    """Let tests write in memory where there is room: to wait for a disk tells nothing, and takes half the time."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    free = os.statvfs(MEMORY)
    if (
        free.f_bavail * free.f_frsize >= ROOM
        and os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >= LEAST
    ):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked for again


_write_in_memory()
settings.register_profile("ponte", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ponte")  # how quick a machine is says nothing of what is tested

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared"
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}  # noqa: S104 - names what is allowed


class OutsideWorldError(AssertionError):
    """Something asked for a machine that is not this one."""


@pytest.fixture(autouse=True, scope="session")
def _no_internet():
    """Refuse every connection that leaves this machine, for the whole run."""
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(address):
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in LOOPBACK:
            msg = f"a test asked for {host}, outside this machine"
            raise OutsideWorldError(msg)

    def connect(self, address):
        check(address)
        return real_connect(self, address)

    def connect_ex(self, address):
        check(address)
        return real_connect_ex(self, address)

    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
    yield
    socket.socket.connect, socket.socket.connect_ex = real_connect, real_connect_ex


@pytest.fixture(scope="session")
def shared_dir():
    """The folder of real acts, reference cases and question sets, where it lies beside the repository."""
    if not REAL.is_dir():
        pytest.skip("no folder of real material beside the repository: this test reads it")
    return REAL


@pytest.fixture(scope="session")
def corpus_dir(shared_dir):
    """The real acts (Akoma Ntoso, Markdown, HTML, PDF), where they lie beside the repository."""
    folder = shared_dir / "corpus"
    if not folder.is_dir():
        pytest.skip("no corpus of real acts beside the repository: this test reads it")
    return folder


def _server_binaries():
    """Find PostgreSQL's server binaries, from PATH or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return places[0].parent if places else None


def _unprivileged():
    """Return the user that may run the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def postgres_server():
    """Start a private PostgreSQL on a free loopback port, as an unprivileged user; stop it at the end."""
    binaries = _server_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server binaries here (Debian: apt-get install postgresql)")
    user = _unprivileged()
    if os.geteuid() == 0 and user is None:
        pytest.skip("PostgreSQL refuses to run as root and no unprivileged user exists here")
    folder = Path(tempfile.mkdtemp(prefix="ponte-pg-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", _free_port()

    def run(*command):
        as_user = {"user": user.pw_uid, "group": user.pw_gid} if user is not None else {}
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120, **as_user)

    run(binaries / "initdb", "-D", data, "-U", "ponte", "-A", "trust", "-E", "UTF8", "--no-sync",
        "--locale=C.UTF-8")  # fmt: skip
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run(binaries / "pg_ctl", "-D", data, "-w", "-o", settings, "-l", folder / "log", "start")
    yield f"127.0.0.1:{port}"
    run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server, request):
    """A new, empty PostgreSQL database for this test alone, as a SQLAlchemy URL."""
    import psycopg

    name = f"t{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    host, port = postgres_server.split(":")
    admin = f"host={host} port={port} user=ponte dbname=postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"postgresql+psycopg://ponte@{host}:{port}/{name}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def district_file(tmp_path_factory):
    """Make a SQLite store of an invented district, once for all workers of a run; return its file, to be copied."""
    from coordinator.district import generate, load
    from coordinator.district.path import walk_ada, walk_others
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def make(persons, *, ada=False, others=None):
        made = folder / f"district-{persons}{'-ada' * ada}{f'-{others}' if others else ''}"
        with Path(f"{made}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                store = open_store(home=f"{made}.new")
                viewer = open_viewer(store, "demo")
                load(store, generate(persons, 7), viewer)
                if ada:
                    walk_ada(store, viewer)
                if others:
                    walk_others(store, viewer, others)
                store.close()
                Path(f"{made}.new").rename(made)
        return made / "ponte.db"

    return make


@pytest.fixture(scope="session")
def open_district(district_file, tmp_path_factory):
    """
    Open a district of one's own: of so many persons, with the path of Ada and, on a day, those of others if wanted.

    It lies in a folder of its own unless one is given, and is closed by who opened it.
    """
    from coordinator.store import open_store

    def open_copy(persons, home=None, **walked):
        home = home or tmp_path_factory.mktemp("district")
        shutil.copy(district_file(persons, **walked), home / "ponte.db")
        return open_store(home=home)

    return open_copy


@pytest.fixture
def ponte(tmp_path):
    """Run the ``ponte`` command as a user would, on an empty store; returns the finished process."""

    def run(*words, check=True, stdin=None, home=tmp_path):
        process = subprocess.run(
            [sys.executable, "-m", "apps.cli", *map(str, words)],
            input=stdin, capture_output=True, text=True, timeout=300, cwd=ROOT,
            env={**os.environ, "PONTE_HOME": str(home)},
        )  # fmt: skip
        assert not check or process.returncode == 0, process.stderr
        return process

    return run


LONG = ("test_questions.py", "test_gate.py", "test_forms.py", "test_who_may_see.py")
"""Files of few tests that take a minute or two: begun last, one worker would run them while the other is idle."""


def pytest_collection_modifyitems(items):
    """Run the tests that drive a browser last, as Playwright leaves an event loop running; the longest files first."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, item.path.name not in LONG))


def pytest_collection_finish():
    """Spare the collector of garbage what lasts as long as the run: ten thousand tests, and all that was imported."""
    gc.freeze()
