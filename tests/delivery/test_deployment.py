"""What operators take from the repository is right: Kubernetes, compose, systemd, the image."""

import re
import shutil
import subprocess
import tomllib
from pathlib import PurePath

import kubernetes_validate
import pytest
import yaml
from django.core.management import get_commands

from mme_site.delivery.trusted_proxies import TrustedProxies
from mme_site.editorial.import_export.readers import workbooks
from mme_site.files import picture_checks
from mme_site.files.text import reading
from mme_site.settings.environment import VARIABLES
from tests.project.architecture import ROOT

KUBERNETES = list(yaml.safe_load_all((ROOT / "docs/deploy/kubernetes.yaml").read_text()))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize(
    "resource", KUBERNETES, ids=lambda resource: f"{resource['kind']} {resource['metadata']['name']}"
)
def test_every_resource_for_kubernetes_is_valid(resource):
    kubernetes_validate.validate(resource, "1.29", strict=True)


def test_every_container_of_kubernetes_is_without_rights_and_has_a_read_only_root():
    pods = [resource["spec"]["template"]["spec"] for resource in KUBERNETES if "template" in resource.get("spec", {})]
    containers = [part for pod in pods for part in [*pod["containers"], *pod.get("initContainers", [])]]

    assert len(pods) == 4
    assert all(pod["securityContext"]["runAsNonRoot"] for pod in pods)
    assert all(part["securityContext"]["readOnlyRootFilesystem"] for part in containers)


def test_compose_starts_two_web_servers_a_publisher_a_worker_a_database_and_nginx_after_the_preparation():
    services = COMPOSE["services"]

    assert set(services) == {"prepare", "web", "publisher", "worker", "database", "nginx"}
    assert services["web"]["deploy"]["replicas"] == 2
    for name in ("web", "publisher", "worker"):
        assert services[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        assert services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"]


def test_the_image_is_pinned_runs_without_rights_and_says_whether_it_is_well():
    assert re.search(r"^ARG BASE=debian:\d+\.\d+-slim$", DOCKERFILE, re.M)
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["${BASE}", "${BASE}"]
    assert "\nUSER 10001:10001\n" in DOCKERFILE and "\nHEALTHCHECK " in DOCKERFILE
    images = [service["image"] for service in COMPOSE["services"].values()]
    assert [image for image in images if not re.fullmatch(r"mme-site|[\w-]+:\d+\.\d+(\.\d+)?-\w+", image)] == []


@pytest.mark.parametrize(
    "path", ["site.env", ".env", ".env.production", "certs/site.key", "certs/site.pem", "var/secret_key", ".git/config"]
)
def test_no_secret_of_the_folder_gets_into_the_image(path):
    patterns = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in ("", "#", "!")]
    above = [PurePath(path), *PurePath(path).parents]

    assert any(part.match(pattern.removeprefix("**/")) for part in above for pattern in patterns)


def test_the_services_of_compose_meet_at_the_port_whatever_the_variables_of_the_site_say():
    web, nginx = COMPOSE["services"]["web"], COMPOSE["services"]["nginx"]

    assert {"HOST", "PORT", "DATA_DIR"} <= set(web["environment"])
    assert f"web:{web['environment']['PORT']}" in nginx["command"][-1]
    assert 'os.environ[\\"PORT\\"]' in DOCKERFILE


@pytest.mark.parametrize("address", ["172.18.0.5", "192.168.16.5", "10.89.0.5"])  # of Docker, of Docker, of Podman
def test_the_web_servers_of_compose_believe_their_nginx_in_whatever_network_the_engine_has_made(address):
    proxies = TrustedProxies(COMPOSE["services"]["web"]["environment"]["TRUSTED_PROXIES"].split(","))

    assert proxies.are_before(address)
    assert not proxies.are_before("203.0.113.9")


SAID_FIRST = {"SITE_NAME", "REPOSITORY"}
UNITS = sorted([*(ROOT / "docs/deploy").glob("mme*.service"), *(ROOT / "docs/deploy").glob("mme*.target")])
OPERATIONS = (ROOT / "docs/OPERATIONS.md").read_text()
TAKEN = ["Dockerfile", "compose.yaml", ".ci/production_root", "docs/deploy/kubernetes.yaml", *map(str, UNITS)]


@pytest.mark.parametrize("name", TAKEN, ids=lambda name: PurePath(name).name)
def test_what_operators_take_names_commands_that_there_are(name):
    commands = re.findall(r"manage\.py\W+([a-z_]+)", (ROOT / name).read_text())

    assert set(commands) <= set(get_commands())
    assert commands or name.endswith("mme.target")


def test_what_operators_take_names_variables_that_the_site_reads_and_the_port_at_which_it_listens():
    web = COMPOSE["services"]["web"]["environment"]
    of_the_image = dict(re.findall(r"(\w+)=(\S+)", re.search(r"^ENV (.*\\\n.*)$", DOCKERFILE, re.M)[1]))
    ports = {
        port["containerPort"]
        for resource in KUBERNETES
        for part in resource.get("spec", {}).get("template", {}).get("spec", {}).get("containers", [])
        for port in part.get("ports", [])
    }

    assert set(web) <= set(VARIABLES)
    assert {"DATA_DIR", "HOST", "PORT"} == set(of_the_image) & set(VARIABLES)
    assert {str(port) for port in ports} == {of_the_image["PORT"]} == {re.search(r"^EXPOSE (\d+)", DOCKERFILE, re.M)[1]}
    images = set(re.findall(r"mme-site:(\S+)", (ROOT / "docs/deploy/kubernetes.yaml").read_text()))
    assert images == {tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]}


def test_a_container_that_has_uploads_read_bears_the_program_that_reads_them_beside_its_own():
    limits = {
        part["name"]: part["resources"]["limits"]["memory"]
        for resource in KUBERNETES
        if resource["kind"] == "Deployment"
        for part in resource["spec"]["template"]["spec"]["containers"]
    }
    # From 1.28 on Kubernetes ends all of a container whose memory is used up, and not only the program that did it.
    least = {"web": int(VARIABLES["WEB_PROCESS_MEGABYTES"].default) * 1024**2 + picture_checks.MEMORY}
    least |= {"worker": max(reading.MEMORY, workbooks.MEMORY) + 512 * 1024**2}

    assert {name: int(limits[name].removesuffix("Gi")) * 1024**3 >= size for name, size in least.items()} == {
        "web": True,
        "worker": True,
    }


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_unit_of_systemd_is_right(unit, tmp_path):
    program = shutil.which("systemd-analyze")
    text = unit.read_text()
    assert "[Unit]" in text
    if program is None:
        pytest.fail("These tests need systemd-analyze. On Debian: apt install systemd")
    for other in UNITS:
        # The folder, the person and the program are those of the operator's machine.
        said = re.sub(r"^(User|Group|EnvironmentFile|WorkingDirectory)=.*\n", "", other.read_text(), flags=re.M)
        (tmp_path / other.name).write_text(said.replace("/opt/mme/.venv/bin/python", "/bin/true"))

    answer = subprocess.run([program, "verify", str(tmp_path / unit.name)], capture_output=True, text=True)

    assert [line for line in answer.stderr.splitlines() if "mme" in line] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_unit_starts_a_program_that_a_small_debian_lacks(unit):
    programs = set(re.findall(r"^Exec\w+=(\S+)", unit.read_text(), re.M))

    assert programs <= {"/opt/mme/.venv/bin/python", "/bin/sh"}  # the site's own, and what is essential


@pytest.mark.parametrize("script", ["empty_machine", "image_steps.sh", "production_root", "run"])
def test_the_scripts_have_no_fault_of_syntax(script):
    shell = "sh" if script.endswith(".sh") else "bash"

    assert subprocess.run([shell, "-n", str(ROOT / ".ci" / script)], capture_output=True).stderr == b""


def test_the_road_from_an_empty_machine_names_files_commands_variables_and_units_that_there_are():
    road = OPERATIONS.partition("## From an empty machine\n")[2].partition("\n## Start")[0]
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```", road, re.M | re.S))
    files = {name for name in re.findall(r"/opt/mme/(docs/\S+|requirements\.txt)", blocks) if "*" not in name}

    assert len(files) > 4 and [name for name in files if not (ROOT / name).exists()] == []
    assert set(re.findall(r"^([A-Z_0-9]+)=", blocks, re.M)) <= {*VARIABLES, "DJANGO_SETTINGS_MODULE", *SAID_FIRST}
    assert set(re.findall(r"mme-manage ([a-z_]+)", blocks)) <= set(get_commands())
    assert set(re.findall(r"mme-(?:web|publisher|worker)", blocks)) == {unit.stem for unit in UNITS if "-" in unit.stem}
    headings = re.findall(r'^follow "(.+)"$', (ROOT / ".ci/empty_machine").read_text(), re.M)
    assert len(headings) == 3 and all(f"\n{heading}\n" in OPERATIONS for heading in headings)


def test_the_worker_may_write_where_the_road_puts_backups():
    folder = re.search(r"^BACKUP_DIR=(\S+)$", OPERATIONS, re.M)[1]

    assert f"ReadWritePaths=-{folder}\n" in (ROOT / "docs/deploy/mme-worker.service").read_text()
