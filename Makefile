# make demo   the main job: eight recordings inspected and reported, then a site to look at
# make test   every test; brings what it needs
.PHONY: demo test check format bench bench-gpu bench-peers screenshots looks requirements services clean
.DEFAULT_GOAL := help
# Where Python was told to keep no compiled modules, each of the many programs that start here would
# compile all that it imports again: 1.2 s of an inspection's start.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
# The whole list is pinned with hashes, so nothing is resolved again.
PINNED := $(UV) --no-deps --require-hashes -r

help:
	@sed -n 's/^# //p' Makefile | head -2

demo: .venv/worker.stamp
	@$(BIN)/python -m integrity.demo $(if $(CHECK),--check)

# In the order of the files, so that what is long does not come last.
test: .venv/dev.stamp
	@sh deploy/system-tools
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

check: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/dev.stamp
	@sh deploy/system-tools
	@$(BIN)/python -m benchmarks

bench-gpu: .venv/dev.stamp
	@$(BIN)/python -m benchmarks.gpu

bench-peers: .venv/peers.stamp
	@sh deploy/system-tools
	@$(BIN)/python -m benchmarks.peers

# Every page by all of axe's rules, in both languages and on phones: some minutes longer than the tests take.
looks: .venv/dev.stamp
	@sh deploy/system-tools
	@CANDOR_LOOKS=1 $(BIN)/python -m pytest tests/integrity/portal/test_every_page_browser.py

# The pictures of docs/portal.md, anew.
screenshots: .venv/dev.stamp
	@sh deploy/system-tools
	@$(BIN)/python -m benchmarks.screenshots

# PostgreSQL, Redis and RabbitMQ on loopback, for who has Docker.
services:
	@docker compose -f deploy/services.yaml up --detach --wait

requirements: .venv/uv.stamp
	@cd requirements && for name in uv web worker vlm; do \
	  ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header $$name.in --output-file $$name.txt || exit 1; done
	@cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --override overrides.in --no-emit-package opencv-python-headless \
	  dev.in --output-file dev.txt
	@cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --constraint dev.txt --no-emit-package opencv-python \
	  peers.in --output-file peers.txt

.venv/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Candor needs Python 3.11 or later: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# The developers' set holds everything of the worker's: where it is in place, it serves.
.venv/worker.stamp: requirements/worker.txt .venv/uv.stamp
	@test -e .venv/dev.stamp || { echo "installing the worker's packages …" && $(PINNED) requirements/worker.txt; }
	@$(UV) --no-deps --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/uv.stamp
	@echo "installing the developers' packages …"
	@$(BIN)/uv pip uninstall --quiet --python $(BIN)/python opencv-python-headless 2>/dev/null || true
	@$(PINNED) requirements/dev.txt
	@$(UV) --no-deps --editable .
	@touch $@

.venv/peers.stamp: requirements/peers.txt .venv/dev.stamp
	@$(PINNED) requirements/peers.txt
	@touch $@

clean:
	rm -rf .venv var
