# The words that people, hooks and continuous integration use. `make help` lists them.
# Set-up happens by itself: a virtual environment in .venv, filled from locks with hashes.
PYTHON ?= python3
VENV   := .venv
STAMP  := $(VENV)/.installed
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
unexport PYTHONPATH PYTHONHOME
JUPYTER_FOLDERS = JUPYTER_CONFIG_DIR=$(CURDIR)/$(VENV)/etc/jupyter

.DEFAULT_GOAL := help
.PHONY: help run test browser check format notebooks bench train lock

help: ## list these words
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

run: $(STAMP) ## documents -> tables, aggregates, charts, notebooks, report (only what changed)
	@dvc repro
	@test -e data/processed/rodiklis.duckdb || rodiklis aggregate
	@rodiklis summary

test: $(STAMP) ## set up and run the tests, those in a browser too
	@pytest -n auto --dist loadfile
	@tests/browser/run

browser: $(STAMP) ## only the tests in a browser: the report's pages as people use them
	@tests/browser/run

check: $(STAMP) ## style, types, stripped notebooks
	@ruff check .
	@ruff format --check .
	@mypy
	@nbstripout --keep-id --verify notebooks/*.ipynb

format: $(STAMP) ## put the code into the house style
	@ruff check --fix .
	@ruff format .
	@nbstripout --keep-id notebooks/*.ipynb

notebooks: $(STAMP) ## open JupyterLab on the notebooks
	@$(JUPYTER_FOLDERS) jupyter lab --notebook-dir notebooks

bench: $(VENV)/.peers ## documents per second, memory, where the time goes, and how other tools fare
	@python bench/speed.py

train: $(STAMP) ## learn the weights of the second opinion anew from the labelled documents
	@dvc repro --force --single-item train
	@dvc repro

lock: $(STAMP) ## move requirements.lock to the newest versions that fit pyproject.toml
	@uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra test --extra lab pyproject.toml -o requirements.lock
	@uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  --constraint requirements.lock bench/requirements.in -o bench/requirements.lock

# uv installs in a third of pip's time; where its index cannot be reached (a company mirror that only
# pip knows), pip does the same work from the same lock. A broken environment is made anew, a sound one kept.
$(VENV)/.peers: bench/requirements.lock $(STAMP)
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.lock
	@touch $@

$(STAMP): requirements.lock bootstrap.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@$(VENV)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r bootstrap.lock
	@uv pip install --quiet --compile-bytecode --python $(VENV)/bin/python --require-hashes -r requirements.lock \
	  || python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
