"""What the Makefile runs first, with any python3: checks the machine, then makes the environments.

    python3 tools/bootstrap.py            .venv, in which invoke, the tests and the tools run
    python3 tools/bootstrap.py app        the web app's packages as well
    python3 tools/bootstrap.py cloud      and the local AWS's own environment

Only the standard library is used, and no syntax that an old Python does not read: it has to say that it is old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEWEST_FIRST = ("python3.14", "python3.13", "python3.12", "python3.11")
PYTHON, NODE, TERRAFORM = (3, 11), (20, 0), (1, 10)
HOW = {
    "Python": "https://www.python.org/downloads/ or your system's package manager (Debian: apt install python3 python3-venv)",
    "Node.js": "https://nodejs.org/en/download (npm comes with it)",
    "npm": "it comes with Node.js: https://nodejs.org/en/download",
    "Terraform": "https://developer.hashicorp.com/terraform/install",
}


def version_of(command, pattern=r"(\d+)\.(\d+)"):
    """(major, minor) of a program that prints its version, None when it is not there or does not run.

    A version manager's shim is on the PATH also for versions that are not installed, and fails when called.
    """
    program = shutil.which(command[0])
    if program is None:
        return None
    environment = dict(os.environ, CHECKPOINT_DISABLE="1")
    # Terraform only warns about a configuration file that is missing, but does so before its version.
    environment.pop("TF_CLI_CONFIG_FILE", None)
    try:
        answer = subprocess.run([program] + command[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                timeout=60, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(pattern, answer.stdout.decode("utf-8", "replace")) if answer.returncode == 0 else None
    return (int(found.group(1)), int(found.group(2))) if found else None


def problem(name, wanted, found):
    """The sentence about a program that is missing or too old, None when it will do."""
    if found is not None and found >= wanted:
        return None
    needed = name if wanted == (0, 0) else "%s %d%s or newer" % (name, wanted[0], "" if wanted[1] == 0 else ".%d" % wanted[1])
    state = "is missing" if found is None else "is needed, but %d.%d is installed" % found
    return "%s %s. Get it: %s" % (needed, state, HOW[name])


def problems():
    """A sentence for each program that is missing or too old."""
    return [sentence for sentence in (
        problem("Python", PYTHON, sys.version_info[:2]),
        problem("Node.js", NODE, version_of(["node", "--version"])),
        problem("npm", (0, 0), version_of(["npm", "--version"])),
        problem("Terraform", TERRAFORM, version_of(["terraform", "version"], r"Terraform v(\d+)\.(\d+)")),
    ) if sentence]


def newer_python():
    """The path of the newest Python on the PATH that will do, or None."""
    for name in NEWEST_FIRST:
        if (version_of([name, "--version"]) or (0, 0)) >= PYTHON:
            return shutil.which(name)
    return None


def make_environment(folder, requirements):
    from pathlib import Path

    from tools.venvs import sync

    sync(Path(ROOT, folder), Path(ROOT, requirements))


def install_app():
    """The web app's packages, when the lock file is another one than at the last time."""
    folder = os.path.join(ROOT, "frontend")
    stamp = os.path.join(folder, "node_modules", ".daybook-lock.sha256")
    with open(os.path.join(folder, "package-lock.json"), "rb") as lock:
        wanted = hashlib.sha256(lock.read()).hexdigest()
    if os.path.exists(stamp):
        with open(stamp) as held:
            if held.read() == wanted:
                return
    done = subprocess.run([shutil.which("npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RuntimeError("The web app's packages could not be installed:\n%s\nIs the package registry within reach? "
                           "To repeat it: cd frontend && npm ci" % done.stdout.decode("utf-8", "replace")[-1500:])
    with open(stamp, "w") as held:
        held.write(wanted)


def parts(wanted):
    """(what it is, what makes it) for "setup", "app" or "cloud"; the later ones hold the earlier."""
    every = [
        ("setup", "Python packages", lambda: make_environment(".venv", "requirements-dev.txt")),
        ("app", "The web app's packages", install_app),
        ("cloud", "The local AWS", lambda: make_environment(os.path.join(".local", "venv"), "requirements-local.txt")),
    ]
    names = [name for name, _, _ in every]
    return [(title, make) for name, title, make in every if names.index(name) <= names.index(wanted)]


def install(wanted):
    """Makes the parts beside one another; one line for each that took its time."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    started = time.time()
    with ThreadPoolExecutor() as pool:
        running = {pool.submit(make): title for title, make in parts(wanted)}
        for done in as_completed(running):
            done.result()
            if time.time() - started > 2:
                print("%s: installed, %.0f s" % (running[done], time.time() - started), flush=True)


def alone():
    """Waits for another bootstrap of this checkout; two would make the same folders."""
    import fcntl

    os.makedirs(os.path.join(ROOT, ".local"), exist_ok=True)
    lock = open(os.path.join(ROOT, ".local", "bootstrap.lock"), "w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def main(arguments):
    if sys.version_info[:2] < PYTHON:
        found = newer_python()
        if found:
            os.execv(found, [found, os.path.abspath(__file__)] + arguments)
    missing = problems()
    if missing:
        print("\n".join(missing))
        return 1
    sys.path.insert(0, ROOT)
    held = alone()
    try:
        install(arguments[0] if arguments else "setup")
    except KeyboardInterrupt:
        return 130
    except Exception as failure:  # Whatever went wrong, a person reads this, not a stack trace.
        print("The environments could not be made: %s" % failure)
        return 1
    finally:
        held.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
