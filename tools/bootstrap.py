"""What the Makefile runs first, with any python3: checks the machine, then makes the environments.

    python3 tools/bootstrap.py            .venv, in which invoke, the tests and the tools run
    python3 tools/bootstrap.py app        the web app's packages as well
    python3 tools/bootstrap.py cloud      and the local AWS's own environment

Only the standard library is used, and no syntax that Python 3.6 does not read: it has to say that it is old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEWEST_FIRST = ("python3.14", "python3.13", "python3.12", "python3.11")
PYTHON, NODE, ANY, TERRAFORM = (3, 11), (20, 0), (0, 0), (1, 10)
HOW = {
    "Python": "https://www.python.org/downloads/, or apt install python3 python3-venv and the like",
    "Node.js": "https://nodejs.org/en/download (npm comes with it)",
    "npm": "it comes with Node.js: https://nodejs.org/en/download",
    "Terraform": "https://developer.hashicorp.com/terraform/install",
}


class NotMade(Exception):
    """An environment could not be made; the message says why and what to do."""


def version_of(program, argument, pattern=r"(\d+)\.(\d+)"):
    """(major, minor) of a program that prints its version, None when it is not there or does not run.

    A version manager's shim is on the PATH also for versions that are not installed, and fails when called.
    """
    path = shutil.which(program)
    if path is None:
        return None
    environment = dict(os.environ, CHECKPOINT_DISABLE="1")
    # Terraform only warns about a configuration file that is missing, but does so before its version.
    environment.pop("TF_CLI_CONFIG_FILE", None)
    try:
        answer = subprocess.run(
            [path, argument], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            check=False, timeout=60, env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(pattern, answer.stdout.decode("utf-8", "replace"))
    return (int(found.group(1)), int(found.group(2))) if found and answer.returncode == 0 else None


def problem(name, wanted, found):
    """The sentence about a program that is missing or too old, None when it will do."""
    if found is not None and found >= wanted:
        return None
    version = ".".join(str(part) for part in wanted if part)
    needed = f"{name} {version} or newer" if version else name
    state = "is missing" if found is None else f"is needed, but {found[0]}.{found[1]} is installed"
    return f"{needed} {state}. Get it: {HOW[name]}"


def problems():
    """A sentence for each program that is missing or too old."""
    sentences = (
        problem("Python", PYTHON, sys.version_info[:2]),
        problem("Node.js", NODE, version_of("node", "--version")),
        problem("npm", ANY, version_of("npm", "--version")),
        problem("Terraform", TERRAFORM, version_of("terraform", "version", r"Terraform v(\d+)\.(\d+)")),
    )
    return [sentence for sentence in sentences if sentence]


def newer_python():
    """The path of the newest Python on the PATH that will do, or None."""
    for name in NEWEST_FIRST:
        if (version_of(name, "--version") or (0, 0)) >= PYTHON:
            return shutil.which(name)
    return None


def make_environment(folder, requirements):
    from tools.venvs import VenvError, sync

    try:
        sync(ROOT / folder, ROOT / requirements)
    except VenvError as failure:
        raise NotMade(str(failure)) from failure
    except subprocess.CalledProcessError as failure:
        advice = "On Debian: apt install python3-venv"
        raise NotMade(f"Python's venv module does not work here ({failure}). {advice}") from failure


def install_app(frontend=None):
    """The web app's packages, when the lock file is another one than at the last time."""
    folder = frontend or ROOT / "frontend"
    stamp = folder / "node_modules" / ".daybook-lock.sha256"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, cwd=str(folder),
    )
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace")[-1500:]
        raise NotMade(
            f"The web app's packages could not be installed:\n{said}\n"
            "Is the package registry within reach? To repeat it: cd frontend && npm ci"
        )
    stamp.write_text(wanted)


def parts(wanted):
    """(what it is, what makes it) for "setup", "app" or "cloud"; the later ones hold the earlier."""
    every = [
        ("setup", "Python packages", lambda: make_environment(".venv", "requirements-dev.txt")),
        ("app", "The web app's packages", install_app),
        ("cloud", "The local AWS", lambda: make_environment(".local/venv", "requirements-local.txt")),
    ]
    names = [name for name, _, _ in every]
    return [(title, make) for name, title, make in every if names.index(name) <= names.index(wanted)]


def install(wanted):
    """Makes the parts beside one another; one line for each that took its time."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    started = time.monotonic()
    with ThreadPoolExecutor() as pool:
        running = {pool.submit(make): title for title, make in parts(wanted)}
        for done in as_completed(running):
            done.result()
            seconds = time.monotonic() - started
            if seconds > 2:
                print(f"{running[done]}: installed, {seconds:.0f} s", flush=True)


def main(arguments):
    if sys.version_info[:2] < PYTHON:
        found = newer_python()
        if found:
            os.execv(found, [found, str(Path(__file__).resolve())] + arguments)  # noqa: RUF005, S606
    missing = problems()
    if missing:
        print("\n".join(missing))
        return 1
    import fcntl

    sys.path.insert(0, str(ROOT))
    (ROOT / ".local").mkdir(exist_ok=True)
    # A second one, at the same time, would make the same folders; it waits.
    with (ROOT / ".local" / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            install(arguments[0] if arguments else "setup")
        except KeyboardInterrupt:
            return 130
        except (NotMade, OSError) as failure:
            print(f"The environments could not be made. {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
