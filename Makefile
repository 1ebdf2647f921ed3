# The project's commands. Each sets up what it needs: Python 3.11 or later and make are enough.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
LOWEST := build/lowest
SUPPLY := build/supply
LOCKED := -m pip install --quiet --require-hashes --requirement
# What a version needs in turn stands in a lock, too: for every Python and system, in one file.
LOCK := $(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --constraint constraints.txt
# On all cores, a file of tests on one of them: many share what takes long to make. pytest-benchmark
# measures nothing beside others, and says so in a warning.
OPTIONS := --numprocesses logical --dist loadfile -p no:benchmark
# Tests of browsers wait a lot, so there is one process more than there are cores.
SLOW := $(OPTIONS) --numprocesses $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
BENCH := $(BIN)/pytest --benchmark-columns=min,median,max,rounds --benchmark-sort=fullname \
	-o tmp_path_retention_policy=none

.PHONY: site serve wheel style check test lowest verapdf viewers actionlint bench growth rivals docs lock bom audit \
	clean

site: $(READY)  ## build the library into site/ and coach/
	$(BIN)/workbook build

serve: $(READY)  ## preview the library in the browser
	$(BIN)/workbook serve

wheel: $(READY)  ## pack Workbook Builder into a wheel in dist/, to install it elsewhere
	$(BIN)/python -m build --quiet --wheel --no-isolation

style: $(READY)  ## style, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff check --preview --select unspecified-encoding workbook_builder docs/site bench
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: style  ## the fast checks: style, types (on each system), import direction, unit tests
	$(BIN)/mypy --platform win32 workbook_builder
	$(BIN)/mypy --platform darwin workbook_builder
	$(BIN)/pytest $(OPTIONS) -m "not slow"

test: style  ## every check, with whole builds and a real browser, and how much code the tests run
	mkdir -p build
	$(BIN)/python -m slipcover --json --out build/covered.json -m pytest $(OPTIONS) -m "not slow"
	$(BIN)/python -m slipcover --merge build/covered.json --out build/covered.json --fail-under 95
	$(BIN)/pytest $(SLOW) -m slow

lowest:  ## the fast tests with the lowest versions that pyproject.toml allows
	mkdir -p build
	$(PYTHON) tests/lowest.py > $(LOWEST).txt
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --upgrade "pip>=25.1" --constraint constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST).txt --editable . --group test
	$(LOWEST)/bin/pytest $(OPTIONS) -m "not slow"

verapdf: site  ## validate every PDF as PDF/UA-1 and Well-Tagged PDF; needs Java and Maven
	mvn -q -B -f tests/verapdf/pom.xml dependency:copy-dependencies \
		-DincludeScope=runtime -DoutputDirectory=$(CURDIR)/.cache/verapdf
	$(BIN)/python tests/verapdf/check.py .cache/verapdf site coach

viewers: $(READY)  ## fill in a form with other programs, and print what is kept and seen; names those it lacks
	$(BIN)/python $(LOCKED) locks/viewers.txt
	mkdir -p .cache/viewers/node
	cp tests/viewers/package.json .cache/viewers/node/
	if command -v mvn > /dev/null; then mvn -q -B -f tests/viewers/pom.xml dependency:copy-dependencies \
		-DincludeScope=runtime -DoutputDirectory=$(CURDIR)/.cache/viewers/java; fi
	if command -v npm > /dev/null; then npm install --silent --prefix .cache/viewers/node; fi
	PYTHONPATH=tests $(BIN)/python -m viewers.check .cache/viewers/java .cache/viewers/node

actionlint: $(READY)  ## check the workflows for GitHub, ours and that of a new practice; needs Go 1.21 or later
	GOBIN=$(CURDIR)/.cache/go/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
	rm -rf build/actionlint
	$(BIN)/workbook new build/actionlint --yes --host github
	.cache/go/bin/actionlint .github/workflows/*.yml build/actionlint/.github/workflows/*.yml

bench: $(READY)  ## measure printing, loading, pages and sites, and say which limits are missed
	$(BENCH) bench/test_printing.py bench/test_parts.py bench/test_sites.py bench/test_neutral.py

growth: $(READY)  ## measure sites of 16, 160 and 1,600 programs; takes twenty minutes
	$(BENCH) bench/test_growth.py

rivals: $(READY)  ## measure other ways to a form in a PDF beside ours; needs the library Pango
	$(BIN)/python $(LOCKED) locks/rivals.txt
	$(BENCH) bench/test_rivals.py

docs: $(READY)  ## build the documents, with the gallery of field types, into build/docs/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict -f docs/site/mkdocs.yml
	@echo "Open build/docs/index.html"

lock: $(SUPPLY)/ready  ## write what pyproject.toml needs into locks/, with the versions in constraints.txt
	$(LOCK) pyproject.toml --all-extras --output-file locks/workbook.txt
	$(LOCK) pyproject.toml --group dev --output-file locks/dev.txt
	$(LOCK) --group rivals --output-file locks/rivals.txt
	$(LOCK) --group viewers --output-file locks/viewers.txt
	$(LOCK) --group supply --output-file locks/supply.txt
	$(LOCK) --group pip --output-file locks/pip.txt

bom: $(SUPPLY)/ready  ## write a bill of materials into build/bom.json
	$(PYTHON) -m venv --clear --without-pip build/shipped
	$(SUPPLY)/bin/python -m pip --python build/shipped install --quiet --require-hashes \
		--requirement locks/workbook.txt
	$(SUPPLY)/bin/cyclonedx-py environment build/shipped --pyproject pyproject.toml \
		--output-reproducible --output-file build/bom.json

audit: $(SUPPLY)/ready  ## ask for known weaknesses in all that is in locks/; needs the network
	$(SUPPLY)/bin/pip-audit --disable-pip --require-hashes $(addprefix --requirement ,$(wildcard locks/*.txt))

clean:  ## remove everything that was made
	rm -rf .venv .cache build site coach dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(READY): pyproject.toml locks/dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python $(LOCKED) locks/pip.txt
	$(BIN)/python $(LOCKED) locks/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

$(SUPPLY)/ready: locks/supply.txt
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python $(LOCKED) locks/supply.txt
	touch $(SUPPLY)/ready
