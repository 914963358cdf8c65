#!/bin/sh
# Makes the virtual environment with a Python 3.11 to 3.13, or says what to install. One that works stays as it is.
set -eu
venv=$1
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c "$fits" 2>/dev/null && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
for python in python3 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c "$fits" 2>/dev/null; then
        if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "error: $python can't make virtual environments; install them (Debian, Ubuntu: apt install python3-venv)" >&2
            exit 1
        fi
        rm -rf "$venv"
        exec "$python" -m venv "$venv"
    fi
done
found=$(python3 --version 2>/dev/null || echo "no python3")
echo "error: Python 3.11, 3.12 or 3.13 is needed, found $found; install one (Debian, Ubuntu: apt install python3 python3-venv)" >&2
exit 1
