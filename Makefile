# Every target works as the first command in a fresh clone: only python3 and a network are needed.

PYTHON  ?= python3
VENV    ?= .venv
BUILD   ?= _build
JOBS    ?= auto
O       ?=

BIN     := $(VENV)/bin
SPHINX  := $(BIN)/sphinx-build -j $(JOBS) -d $(BUILD)/doctrees $(O)
SITE    := $(VENV)/.site
TOOLS   := $(VENV)/.tools

.DEFAULT_GOAL := help
.PHONY: help html merge test test-long test-lowest test-highest check ledger linkcheck pdf latexpdf live new bench lint lock clean

help: ## explain the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv --clear $(VENV)

$(SITE): requirements.lock pyproject.toml | $(BIN)/python
	@$(BIN)/python -c 'import pip' 2>/dev/null || \
	  { echo "$(VENV) is half made: it is made anew"; $(PYTHON) -m venv --clear $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): requirements-dev.lock $(SITE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

html: $(SITE) ## build the website into _build/html; with STAGED=1 beside it, then swap
	$(if $(SHARD),$(BIN)/sphinx-build -j $(JOBS) $(O) -D reviews_shard=$(SHARD) -b dirhtml . $(BUILD)/share-$(subst /,-of-,$(SHARD)),$(SPHINX) -b dirhtml $(if $(STAGED),-D reviews_staged=1) . $(BUILD)/html)
	$(if $(SHARD),@echo "Merge it with the others by 'make merge'.",@echo "Open $(CURDIR)/$(BUILD)/html/index.html, or run 'make live'.")

merge: $(SITE) ## join the shares below _build, made by 'make html SHARD=1/3' and so on, into _build/html
	$(BIN)/python -m sphinx_reviews merge $(sort $(wildcard $(BUILD)/share-*)) -o $(BUILD)/html -d $(BUILD)/doctrees

test: $(TOOLS) ## run all tests
	$(BIN)/python -m pytest $(if $(PYTEST),$(PYTEST),-n $(JOBS) --dist loadfile --no-loadscope-reorder)

LONG    := REVIEWS_SAME=all REVIEWS_SCRIPTS=1000 REVIEWS_KILLS=200 REVIEWS_DAMAGES=100 REVIEWS_SIZES=20 REVIEWS_SAMPLE=0 REVIEWS_ROADS=0 REVIEWS_MUTATIONS=200 REVIEWS_PRODUCTS=all
SAMPLED := browser/test_search browser/test_names_found browser/test_same_lists pdf/test_roads check/test_mutations check/test_editor_schema publishing/test_open_data model/test_shortcuts model/test_plain_matter
FAULTS  := scripts staging same_bytes links roads
PAIRED   = $(shell grep -rlE --include='test_*.py' '^from pairs import' tests | sort)

test-long: $(TOOLS) ## run hundreds of edits, kills, damages and full disks, all combinations, and all real reviews
	$(LONG) $(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(sort $(FAULTS:%=tests/build/test_%.py) $(PAIRED) $(SAMPLED:%=tests/%.py))

NEWEST  ?= 3.13
EDGES   := tests/documents tests/model tests/build/test_bare_site.py tests/build/test_extending.py tests/build/test_incremental.py
BESIDE  := pip pytest pytest-xdist hypothesis jsonschema beautifulsoup4 playwright furo shibuya pydata-sphinx-theme alabaster

# Make an environment with a Python and releases chosen one way, and run there what touches libraries.
define at_the_edge
	$(BIN)/uv venv --quiet --allow-existing --python $(2) $(VENV)/.$(1)
	$(BIN)/uv pip install --quiet --python $(VENV)/.$(1)/bin/python $(3) --extra build --extra fonts --extra pdf -r pyproject.toml
	$(BIN)/uv pip install --quiet --python $(VENV)/.$(1)/bin/python $(BESIDE)
	$(BIN)/uv pip freeze --python $(VENV)/.$(1)/bin/python | grep -E '^(sphinx|docutils|myst-parser|markdown-it-py)='
	$(VENV)/.$(1)/bin/python -m pytest $(or $(PYTEST),-n $(JOBS) --dist loadfile $(EDGES))
endef

test-lowest: $(TOOLS) ## run the tests of what touches libraries on the lowest releases allowed
	$(call at_the_edge,lowest,$(BIN)/python,--resolution lowest-direct)

test-highest: $(TOOLS) ## the same on the highest, with the Python that they want: NEWEST=3.13
	$(call at_the_edge,highest,$(NEWEST),--upgrade)

check: $(SITE) ## check every number and every file, without building
	$(BIN)/python -m sphinx_reviews check . $(O)

PDF     := $(foreach n,COMPANY CATEGORY REFS LANGUAGE,$(if $($(n)),-D reviewpdf_$(shell echo $(n) | tr A-Z a-z)=$($(n))))

ledger: $(SITE) ## keep changed scores, prices and dates in the file of reviews_ledger
	$(BIN)/python -m sphinx_reviews ledger . $(O)

LINKS   ?= link-results.jsonl

linkcheck: $(SITE) ## ask cited addresses whether they answer; those that did lately are left alone
	$(BIN)/sphinx-build -b linkcheck -d $(BUILD)/doctrees-linkcheck -D reviews_link_results=$(LINKS) $(O) . $(BUILD)/linkcheck

pdf: $(SITE) ## set a book per language: make pdf COMPANY=sony, REFS=a,b, LANGUAGE=ja
	$(BIN)/sphinx-build -b reviewpdf -d $(BUILD)/doctrees-pdf $(PDF) $(O) . $(BUILD)/pdf
	@echo "The books are in $(CURDIR)/$(BUILD)/pdf."

latexpdf: $(SITE) ## set the books through LuaLaTeX, where TeX is installed
	@command -v latexmk >/dev/null && command -v lualatex >/dev/null || \
	  { echo "LuaLaTeX is needed: on Debian install latexmk texlive-luatex texlive-latex-extra texlive-lang-japanese"; exit 1; }
	$(BIN)/sphinx-build -b latex -d $(BUILD)/doctrees-latex $(O) . $(BUILD)/latex
	$(MAKE) -C $(BUILD)/latex all-pdf LATEXOPTS=--interaction=nonstopmode
	@echo "The books are in $(CURDIR)/$(BUILD)/latex."

live: $(TOOLS) ## serve the site with its drafts on this machine and rebuild it while you write
	$(BIN)/python -m sphinx_reviews live -j $(JOBS) -d $(BUILD)/doctrees $(O) . $(BUILD)/html

new: $(SITE) ## begin a review: make new KIND=product REF=acme-one LANGUAGE=en
	@$(BIN)/python -m sphinx_reviews new $(or $(KIND),product) "$(REF)" --language "$(or $(LANGUAGE),en)" $(O)

bench: $(TOOLS) ## measure the build beside stock Sphinx on the same files
	$(BIN)/python tests/bench/run.py $(O)

lint: $(TOOLS) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(TOOLS) ## renew both lock files
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra build --extra pdf --extra fonts -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra build --extra pdf --extra fonts --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## remove what was built; with ALL=1 the environment, too
	rm -rf $(BUILD) $(if $(ALL),$(VENV))
