# make demo   the product at work on the example wiki
# make test   everything that is tested: lint, types, unit, properties, faults, the real MediaWiki, the pages in a browser
# make docs   the docs as a site: build/docs/index.html
# make bench  what a run costs: requests, edits, seconds and memory, beside a plain script
# Each does all its set-up in .venv; nothing is installed globally, but for MediaWiki and Chromium by root on Debian.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
MEDIAWIKI := /usr/share/mediawiki/maintenance/install.php
DEBIAN_PACKAGES := mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl php-curl
APT_INSTALL := apt-get install -y -q --no-install-recommends

CHROMIUM_PACKAGES := chromium fonts-dejavu

NO_MEDIAWIKI := echo "The tests on a real MediaWiki are skipped; to run them: sudo $(APT_INSTALL) $(DEBIAN_PACKAGES)"
NO_CHROMIUM := echo "The tests in a browser are skipped; to run them: sudo $(APT_INSTALL) $(CHROMIUM_PACKAGES)"

.PHONY: help demo test lint types docs unit soak bench bench-parse mediawiki chromium screenshots lock clean

help:
	@sed -n '1,5s/^# //p' Makefile

demo: $(VENV)/.demo
	@$(BIN)/lagesbot demo

test: $(VENV)/.test mediawiki chromium lint types docs unit

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

# With options: make unit PYTEST='--durations=40'
unit: $(VENV)/.test
	$(BIN)/pytest -n $(JOBS) --dist loadgroup --cov --cov-report=term $(PYTEST)

# The pages in docs/ as a site, in build/docs/index.html. A link, anchor or picture that is not there, and a page that no
# contents name, end it.
docs: $(VENV)/.test
	$(BIN)/sphinx-build -q -W --keep-going -n -E -b html -d build/doctrees docs build/docs

# Whole runs on the real MediaWiki, disturbed by chance: some six seconds a seed. make soak SEEDS=400 for longer; a seed
# that failed is tried again with SEEDS=17-17. Each job has a wiki of its own.
SEEDS ?= 40
soak: $(VENV)/.test mediawiki
	LAGESBOT_REQUIRE_MEDIAWIKI=1 LAGESBOT_CHAOS_SEEDS=$(SEEDS) $(BIN)/pytest -n $(JOBS) --dist load tests/contract/test_chaos.py

# What whole commands cost on the real MediaWiki, beside a bare client and a plain Pywikibot script; see docs/prestanda.md.
# Some minutes for 300 projects; others with N=1000. With options: make bench BENCH='--repeats 5 --json bench.json'
N ?= 300
bench: $(VENV)/.test mediawiki
	@$(BIN)/python -m tests.bench.whole --projects $(N) $(BENCH)

# How long reading takes beside a bare parser, and how many projects a second are read and rendered; then how time and memory
# grow as pages of many shapes do. See docs/utveckling.md. With options (SPEED=no or BENCH=no leaves one of them out):
# make bench-parse SPEED='--projects 200 --json speed.json' BENCH='--shape pipes --patience 30 --json bench.json'
bench-parse: $(VENV)/.test
	@[ "$(SPEED)" = no ] || $(BIN)/python -m tests.bench.speed $(SPEED)
	@[ "$(BENCH)" = no ] || $(BIN)/python -m tests.bench.parsing $(BENCH)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; $(PYTHON) is older. Say which to use: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

# The demo needs only what the product needs, the tests need more: two locks, both with hashes.
$(VENV)/.demo: $(VENV)/bin/python requirements.lock pyproject.toml
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements-test.lock
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# Without it, the tests on the real MediaWiki are skipped, and say so; with LAGESBOT_REQUIRE_MEDIAWIKI=1 they fail.
mediawiki:
	@if [ -e $(MEDIAWIKI) ] && command -v php >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { apt-get update -q && DEBIAN_FRONTEND=noninteractive $(APT_INSTALL) $(DEBIAN_PACKAGES); } || $(NO_MEDIAWIKI); \
	else $(NO_MEDIAWIKI); fi

# Likewise for the tests in a browser, and LAGESBOT_REQUIRE_BROWSER=1.
chromium:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { apt-get update -q && DEBIAN_FRONTEND=noninteractive $(APT_INSTALL) $(CHROMIUM_PACKAGES); } || $(NO_CHROMIUM); \
	else $(NO_CHROMIUM); fi

# The pictures of the docs: the example wiki in a real MediaWiki before and after a run, and the report in HTML; on a desk and
# a phone, in light and dark.
screenshots: $(VENV)/.test mediawiki chromium
	$(BIN)/python -m tests.support.screenshots docs/bilder

# After a change of the dependencies in pyproject.toml.
lock: $(VENV)/.test
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --extra build -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --extra build --extra test \
	  --allow-unsafe -c requirements.lock -o requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
