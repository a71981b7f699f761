# Needs Python 3.10 or newer and GNU make; everything else is installed into .venv.
#   make tag     tag the sample article, print it as a table and write build/sample.html
#   make test    run the tests
#   make PYTHON=/usr/bin/python3.12 test    with an interpreter of your own choice

.POSIX:
SHELL = /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
VENV_PYTHON := $(VENV)/bin/python
# an interpreter to make .venv with; looked for if empty
PYTHON ?=
SAMPLES := $(wildcard data/samples/*.txt)
PYTEST_OPTIONS ?=

.PHONY: help
help:
	@echo "make tag      tag the sample article, write build/sample.html"
	@echo "make test     run the tests"
	@echo "make test-consumers  try what is written with the tools that read it (installs Label Studio)"
	@echo "make coverage run the tests, list the lines and branches that none of them reaches"
	@echo "make lint     run the linters and check the data"
	@echo "make format   format the source"
	@echo "make train-segmenter TREEBANK=FOLDER   train the word segmenter anew"
	@echo "make train-tagger                      train the tagger anew and write its card"
	@echo "make train-abbreviations               train the choice between readings of abbreviations"
	@echo "make clean    remove everything that was built, .venv included"

$(VENV)/made:
	@set -eu; \
	chosen='$(PYTHON)'; \
	supported='import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))'; \
	recent='import sys; sys.exit(sys.version_info[:2] < (3, 10))'; \
	for check in "$$supported" "$$recent"; do \
		for name in python3 python3.13 python3.12 python3.11 python3.10 python3.14 python; do \
			if [ -z "$$chosen" ] && "$$name" -c "$$check" >/dev/null 2>&1; then chosen=$$name; fi; \
		done; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo "vnjudnlp needs Python 3.10 or newer, and none was found on PATH." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi; \
	if ! "$$chosen" -c "$$recent"; then \
		echo "$$chosen is not Python 3.10 or newer." >&2; \
		exit 1; \
	fi; \
	if ! "$$chosen" -m venv --clear $(VENV); then \
		echo "$$chosen cannot make a virtual environment; on Debian and Ubuntu install the package python3-venv." >&2; \
		exit 1; \
	fi; \
	touch $@

$(VENV)/installed: $(VENV)/made setup.cfg pyproject.toml
	@echo "installing vnjudnlp into $(VENV) (the first time takes a minute or two)"
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/made setup.cfg pyproject.toml
	@echo "installing vnjudnlp and the tools for its development into $(VENV) (the first time takes a minute or two)"
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/installed $@

.PHONY: tag
tag: $(VENV)/installed
	@mkdir -p build
	@$(VENV_PYTHON) -m vnjudnlp tag $(SAMPLES)
	@$(VENV_PYTHON) -m vnjudnlp tag --format html --output build/sample.html $(SAMPLES)
	@echo "the same as a page: build/sample.html"

.PHONY: test
test: $(VENV)/installed-dev
	@$(VENV_PYTHON) -m pytest -n auto $(PYTEST_OPTIONS)

# its server needs packages of its own in certain versions, so it gets an environment of its own
$(VENV)-consumers/installed: $(VENV)/made setup.cfg
	@$(VENV_PYTHON) -m venv --clear $(VENV)-consumers
	@$(VENV)-consumers/bin/python -m pip install --quiet --disable-pip-version-check '.[dev,label-studio]'
	@touch $@

.PHONY: test-consumers
test-consumers: $(VENV)-consumers/installed
	@$(VENV)-consumers/bin/python -m pytest $(PYTEST_OPTIONS) tests/consumers

.PHONY: coverage
coverage: $(VENV)/installed-dev
	@$(VENV_PYTHON) -m pytest --cov --cov-report=term $(PYTEST_OPTIONS)

.PHONY: lint
lint: $(VENV)/installed-dev
	@status=0; \
	$(VENV_PYTHON) -m ruff check --output-format concise . || status=1; \
	$(VENV_PYTHON) -m ruff format --check . || status=1; \
	$(VENV_PYTHON) -m mypy || status=1; \
	$(VENV_PYTHON) -m tools.check_data || status=1; \
	exit $$status

.PHONY: format
format: $(VENV)/installed-dev
	@$(VENV_PYTHON) -m ruff check --fix .
	@$(VENV_PYTHON) -m ruff format .

# for example: make train-segmenter TREEBANK=UD_Vietnamese-VTB TEXTS="news.jsonl.gz codes/*.txt"
TREEBANK ?=
TEXTS ?=

.PHONY: train-segmenter-inputs
train-segmenter-inputs:
	@if [ -z "$(TREEBANK)" ]; then \
		echo "make train-segmenter needs TREEBANK=FOLDER with vi_vtb-ud-train.conllu of UD_Vietnamese-VTB 2.17," >&2; \
		echo "and takes TEXTS=\"FILE ...\": unlabelled text (.txt, .md) or JSON Lines with a \"text\" (.jsonl, .jsonl.gz)." >&2; \
		exit 1; \
	fi

.PHONY: train-segmenter
train-segmenter: train-segmenter-inputs $(VENV)/installed-dev
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[teachers]'
	@$(VENV_PYTHON) -m tools.train_segmenter --treebank $(TREEBANK) --texts $(TEXTS)

.PHONY: train-tagger
train-tagger: $(VENV)/installed-dev
	@$(VENV_PYTHON) -m tools.train_tagger

.PHONY: train-abbreviations
train-abbreviations: $(VENV)/installed-dev
	@$(VENV_PYTHON) -m tools.train_abbreviations

.PHONY: clean
clean:
	rm -rf $(VENV) $(VENV)-consumers build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
