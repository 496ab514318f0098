#!/bin/sh
# Prints the newest Python of 3.12 to 3.14 that starts and can make virtual environments.
# A version that pyenv has installed counts even where it is not the one in use.

for version in 3.14 3.13 3.12; do
    for python in "python$version" "$(pyenv root 2>/dev/null)/versions/$version"*/bin/python"$version"; do
        if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$python"
            exit 0
        fi
    done
done
exit 1
