PYTHON ?= python3
VENV := .venv
IN_VENV := $(VENV)/bin/python
NEXT_VENV := .venv-next
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=mme_site.settings.test
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check
# Valid for every Python and platform that pyproject.toml allows; what is compiled stays until a package must change.
COMPILE := -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command "make requirements" $(if $(UPGRADE),--upgrade)

# Every process of the site and of its tests would compile all modules anew where an image of Python sets this.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-next check format requirements messages bench schedules screenshots audit clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/site.stamp ## install, prepare and start the site; Ctrl-C stops it
	@$(IN_VENV) manage.py prepare --for-serve
	@exec $(IN_VENV) manage.py serve

test: $(VENV)/tests.stamp ## run every test on SQLite, and those that ask the database on TEST_DATABASE_URL where it is set
	@$(IN_VENV) -m tests.helpers.ensure_browser
	@echo "Running the tests on SQLite ..."
	@DATABASE_URL= $(IN_VENV) -m pytest --numprocesses=auto
	@if [ -n "$$TEST_DATABASE_URL" ]; then \
		echo "Running the tests on PostgreSQL ..."; \
		DATABASE_URL="$$TEST_DATABASE_URL" $(IN_VENV) -m pytest --numprocesses=auto --asking-the-database; \
	else \
		echo "TEST_DATABASE_URL is not set: PostgreSQL was not tested."; \
	fi

test-next: $(NEXT_VENV)/tests.stamp ## run every test on the newest Python there is, with Django 6.1
	@$(NEXT_VENV)/bin/python -m tests.helpers.ensure_browser
	@$(NEXT_VENV)/bin/python -c 'import django, sys; print("Running the tests on Python", sys.version.split()[0], "with Django", django.__version__, "...")'
	@DATABASE_URL= $(NEXT_VENV)/bin/python -m pytest --numprocesses=auto

check: $(VENV)/tests.stamp ## lint, formats, types, missing migrations, production settings, templates
	@echo "Python: lint and format ..."
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@echo "Types ..."
	@DATABASE_URL= $(IN_VENV) -m mypy
	@echo "Templates: lint and format ..."
	@$(IN_VENV) -m djlint --lint .
	@$(IN_VENV) -m djlint --check .
	@echo "Migrations: is one missing? ..."
	@$(TEST_SETTINGS) DATABASE_URL= $(IN_VENV) manage.py makemigrations --check --dry-run
	@echo "Production settings ..."
	@DJANGO_SETTINGS_MODULE=mme_site.settings.production DATABASE_URL=sqlite://:memory: \
		ALLOWED_HOSTS=www.example.org SITE_URL=https://www.example.org \
		SECRET_KEY="$$($(IN_VENV) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(IN_VENV) manage.py check --deploy --fail-level WARNING

format: $(VENV)/tests.stamp ## format Python and templates, and mend what lint can mend
	@$(IN_VENV) -m ruff check --fix .
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m djlint --quiet --warn --reformat .

requirements: $(VENV)/tests.stamp ## compile the requirements of pyproject.toml anew; UPGRADE=1 takes the newest of each
	@$(IN_VENV) $(COMPILE) pyproject.toml --output-file requirements.txt
	@$(IN_VENV) $(COMPILE) --group tests --constraint requirements.txt --output-file tests/requirements.txt

messages: $(VENV)/site.stamp ## collect the texts to translate, and compile the translations
	@command -v msgfmt >/dev/null || { echo "GNU gettext is missing. On Debian: apt install gettext"; exit 1; }
	@mkdir -p mme_site/locale
	@$(TEST_SETTINGS) $(IN_VENV) manage.py makemessages --locale fr --locale pt --locale ar \
		--add-location file --no-obsolete --ignore '.venv*' --ignore tests --ignore var
	@cd mme_site && $(TEST_SETTINGS) ../$(IN_VENV) ../manage.py compilemessages

bench: $(VENV)/tests.stamp ## measure pages, delivery, search and the admin, and how late scheduled revisions are
	@$(IN_VENV) -m tests.bench.pages
	@$(IN_VENV) -m tests.bench.delivery
	@$(IN_VENV) -m tests.bench.attacks
	@$(IN_VENV) -m tests.bench.edge
	@$(IN_VENV) -m tests.bench.editors
	@$(IN_VENV) -m tests.bench.publishing
	@$(IN_VENV) -m tests.bench.previews
	@$(IN_VENV) -m tests.bench.files
	@$(IN_VENV) -m tests.bench.opendata
	@$(IN_VENV) -m tests.bench.search
	@$(IN_VENV) -m tests.bench.search_quality
	@$(IN_VENV) -m tests.bench.shortcuts

schedules: $(VENV)/tests.stamp ## try schedules in ten thousand orders that nobody thought of; SCHEDULE_RUNS=1000 tries fewer
	@SCHEDULE_RUNS=$(or $(SCHEDULE_RUNS),10000) DATABASE_URL= $(IN_VENV) -m pytest --numprocesses=0 tests/publishing/test_every_order.py

screenshots: $(VENV)/tests.stamp ## take the pictures of the documentation from a site of its own
	@$(IN_VENV) -m tests.helpers.ensure_browser
	@$(IN_VENV) -m tests.screenshots

audit: $(VENV)/site.stamp ## ask a database of vulnerabilities about the packages of the site; it needs the network
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python $(PIP_INSTALL) pip-audit
	@.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.txt

clean: ## remove what was installed and built; the data stays
	@rm -rf $(VENV) $(NEXT_VENV) .venv-audit .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than the pins that were installed when it was made.
$(VENV)/site.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is not. Another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing the packages of requirements.txt ..."
	@$(IN_VENV) $(PIP_INSTALL) --require-hashes -r requirements.txt || { echo "Installing requirements.txt failed: see above."; exit 1; }
	@touch $@

$(VENV)/tests.stamp: tests/requirements.txt $(VENV)/site.stamp
	@echo "Installing the packages of tests/requirements.txt ..."
	@$(IN_VENV) $(PIP_INSTALL) --require-hashes -r tests/requirements.txt || { echo "Installing tests/requirements.txt failed: see above."; exit 1; }
	@touch $@

# The same releases without their hashes, which name none of Django 6.1.
$(NEXT_VENV)/tests.stamp: requirements.txt tests/requirements.txt
	@python="$$(tests/newest_python.sh)" || { echo "No Python 3.12 or newer was found: nothing newer to test on."; exit 1; }; \
		echo "Making $(NEXT_VENV) with $$python ..."; "$$python" -m venv --clear $(NEXT_VENV)
	@sed -n -e 's/^django==[0-9.]*/Django==6.1.*/' -e 's/^\([A-Za-z].*\) \\$$/\1/p' requirements.txt tests/requirements.txt \
		| sort -u > $(NEXT_VENV)/requirements.txt
	@echo "Installing the packages, with Django 6.1 ..."
	@$(NEXT_VENV)/bin/python $(PIP_INSTALL) -r $(NEXT_VENV)/requirements.txt || \
		{ echo "Installing the packages failed: see above."; exit 1; }
	@touch $@
