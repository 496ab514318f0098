#!/bin/sh
# What the Dockerfile and .ci/production_root do in a Debian 12: `base` is in the image, `build` makes its packages.
# With OFFICE, LibreOffice and fonts for the languages of the site are in the image as well.
set -eu

office="libreoffice-writer-nogui libreoffice-impress-nogui fonts-dejavu-core fonts-liberation2 fonts-noto-core"

install_packages() {
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
    rm -rf /var/lib/apt/lists/* /var/cache/apt/*
}

case "$1" in
base)
    # shellcheck disable=SC2086
    install_packages python3 ca-certificates tzdata media-types postgresql-client ${OFFICE:+$office}
    getent group mme >/dev/null || groupadd --gid 10001 mme
    getent passwd mme >/dev/null || useradd --uid 10001 --gid mme --home-dir /data --no-create-home --shell /usr/sbin/nologin mme
    install --directory --owner mme --group mme --mode 750 /data
    ;;
build)
    install_packages python3 python3-venv ca-certificates
    update-ca-certificates >/dev/null 2>&1
    python3 -m venv /opt/mme/.venv
    /opt/mme/.venv/bin/python -m pip install --quiet --no-cache-dir --require-hashes -r /build/requirements.txt
    /opt/mme/.venv/bin/python -m pip uninstall --quiet --yes setuptools
    ;;
esac
