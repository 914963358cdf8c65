# Two commands on a fresh machine (python3 3.11–3.13, make, git): make demo, make test.
.PHONY: help setup demo test check bench clean lock texts
.DEFAULT_GOAL := help

VENV := .venv
PYTHON := $(VENV)/bin/python
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev

help:
	@echo "make demo    the bot in a local Slack workspace with sample data"
	@echo "make setup   only installs what the bot needs, for $(PYTHON) app.py run"
	@echo "make test    all tests; installs what they need"
	@echo "make check   format, lint, types, import rules"
	@echo "make bench   the benchmarks"
	@echo "make clean   removes what was generated"
	@echo "make lock    resolves the requirements anew"
	@echo "make texts   the template of all texts, for translators"

setup: $(RUN)
	@echo "ready: $(PYTHON) app.py --help"

demo: $(RUN)
	@$(PYTHON) app.py demo $(ARGS)

test: $(DEV)
	@$(PYTHON) tools/run_tests.py $(ARGS)

check: $(DEV)
	@$(PYTHON) -m ruff format --check --quiet . || { echo "not formatted; run: $(PYTHON) -m ruff format ."; exit 1; }
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-cache >$(VENV)/lint-imports.log 2>&1 || { cat $(VENV)/lint-imports.log; exit 1; }
	@echo "format, lint, types and import rules: all fine"

texts: $(RUN)
	@$(PYTHON) tools/texts.py

bench: $(DEV)
	@$(PYTHON) -m bench $(ARGS)

$(VENV)/.made:
	@sh tools/make_venv.sh $(VENV)
	@touch $@

$(RUN): requirements/run.txt $(VENV)/.made
	@echo "Installing what the bot needs (once, about a minute) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements/run.txt
	@touch $@

$(DEV): requirements/dev.txt $(VENV)/.made
	@echo "Installing what the tests and checks need (once, about a minute) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements/dev.txt
	@touch $@

# Only what was generated: databases and .env stay.
clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache artefacts build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

LOCK := $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --no-annotate pyproject.toml

lock: $(VENV)/.made
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) --output-file requirements/run.txt
	@$(LOCK) --group test --group check --output-file requirements/dev.txt
