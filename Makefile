# Everything starts here, with nothing but python3 and make on the machine.
# The environment is built into .venv from requirements.lock when it is missing or out of date.

PYTHON ?= python3
VENV := .venv
IN_VENV := $(VENV)/bin/python
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
RAW := data/raw
SAMPLE := build/sample
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help report test lab lint lock bench elsewhere

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

report: $(READY) ## the report on the workbooks in data/raw, or on the sample if there are none
	@raw=$(RAW); \
	if [ -z "$$(find -L $(RAW) -type f ! -name '~$$*' ! -name '.*' \
	        \( -iname '*.xls*' -o -iname '*.ods' -o -iname '*.csv' -o -iname '*.tsv' \) | head -n 1)" ]; then \
	    raw=$(SAMPLE); \
	    echo "$(RAW) holds no workbook: the report is made from the sample, an invented office."; \
	    rm -rf $(SAMPLE) && $(VENV)/bin/congress-progress sample $(SAMPLE) || exit; \
	fi; \
	$(VENV)/bin/congress-progress run --raw $$raw $(ARGS)

test: $(READY) ## the whole test suite (make test ARGS="-k plan")
	@$(IN_VENV) -m pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal --quiet $(ARGS)

lab: $(READY) ## the notebooks in JupyterLab
	@cd notebooks && ../$(IN_VENV) -m jupyterlab $(ARGS)

lint: $(READY) ## ruff and mypy
	@$(IN_VENV) -m ruff check --no-cache .
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m mypy

# uv does not read pip's settings: where the packages come from another index, or the certificates from
# another place, say so with UV_DEFAULT_INDEX and SSL_CERT_FILE.
lock: $(READY) ## pin again what pyproject.toml asks for (make lock ARGS=--upgrade takes what is new)
	@mkdir -p build && cp requirements.lock build/requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(IN_VENV) -m uv pip compile pyproject.toml --group dev \
	    --universal --fork-strategy fewest --generate-hashes --no-emit-index-url --quiet \
	    --output-file build/requirements.lock $(ARGS)
	@if cmp -s build/requirements.lock requirements.lock; then \
	    echo "requirements.lock is as it should be."; \
	else \
	    mv build/requirements.lock requirements.lock; \
	    echo "requirements.lock is new; the next make builds the environment from it."; \
	fi

bench: $(READY) ## how long the stages take
	@$(IN_VENV) -m benchmarks $(ARGS)

# Two marks, each written last: an interrupted build leaves none and is done again. A new lock means a new
# environment, so that nothing stays in it that the lock does not name; a new pyproject.toml means only
# the project itself again.
$(READY): $(LOCKED) pyproject.toml
	@rm -f $@
	@$(IN_VENV) -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)" >&2; \
	    echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make a virtual environment: its module venv is missing." >&2; \
	    echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Building the environment in $(VENV), which takes a minute or two ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(IN_VENV) -m pip install -qq --require-hashes --only-binary=:all: --requirement requirements.lock
	@pwd >$@

# A virtual environment knows its own path: one that was copied or moved, or whose Python is gone, is built
# again.
ifneq ($(shell $(IN_VENV) -c 'print(open("$(LOCKED)").read().strip())' 2>/dev/null),$(shell pwd))
$(LOCKED): elsewhere
elsewhere:
endif
