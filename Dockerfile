# The site in an image: a small Debian with its Python, the packages of requirements.txt, and the code.
# It runs as a user without rights, and its root may be read-only: all that it writes is below /data and /tmp.
# .ci/production_root makes the same root of packages alone, where there is no container engine.
ARG BASE=debian:12.11-slim

FROM ${BASE} AS build
COPY .ci/image_steps.sh requirements.txt /build/
RUN /build/image_steps.sh build

FROM ${BASE}
# --build-arg OFFICE=1 for pages, outline and first page of office files (some 300 MB more).
ARG OFFICE=
COPY .ci/image_steps.sh /tmp/
RUN OFFICE=${OFFICE} /tmp/image_steps.sh base && rm /tmp/image_steps.sh
COPY --from=build /opt/mme/.venv /opt/mme/.venv
COPY . /opt/mme/
WORKDIR /opt/mme
ENV PATH=/opt/mme/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=mme_site.settings.production DATA_DIR=/data HOST=0.0.0.0 PORT=8000
RUN python -m compileall -q mme_site home meetings members search
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; \
u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/ready', timeout=4)"]
CMD ["python", "manage.py", "serve", "--only-web"]
