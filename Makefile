# Ponte in five words: make demo · lab · test · lint · bench. Each sets up what it needs, and says what it does.
# A machine needs Python 3.11, git and make; everything else comes through them.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
PORT    ?= 5006
unexport PYTHONDONTWRITEBYTECODE  # what was compiled once is kept: a start takes a second less
SAY     := @printf '\n\033[1m%s\033[0m\n'

.PHONY: help demo lab test test-transformers lint fix bench pictures lock install browser clean

help:                         ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 20

install: $(READY)             ## prepare .venv with the command `ponte`, and stop
	$(SAY) 'Ready: $(BIN)/ponte --help'

demo: $(READY)                ## the synthetic district, served on 127.0.0.1
	@$(BIN)/ponte demo --port $(PORT)

lab: $(READY)                 ## JupyterLab on notebooks/, with the demo loaded
	$(SAY) 'Preparing the demo district for the notebooks…'
	@$(BIN)/ponte demo --prepare-only
	@$(BIN)/jupyter labextension disable --level=sys_prefix '@jupyterlab/apputils-extension:announcements' 2>/dev/null
	@$(BIN)/jupyter lab --config notebooks/lab_config.py --notebook-dir notebooks

test: $(READY) browser        ## every test that runs here; says what it skips, and why
	$(SAY) 'Running the tests (1 of 2: all but the browser, on two workers)…'
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m 'not browser' $(TESTS)
	$(SAY) 'Running the tests (2 of 2: every page in a browser, some eight minutes)…'
	@$(BIN)/python -m pytest -n 2 --dist loadfile --reruns 1 -raR --rerun-show-tracebacks tests/apps

test-transformers: $(VENV)-transformers/.ready  ## the tests that need torch and sentence-transformers, apart
	$(SAY) 'Running the tests of the sentence-transformers extra…'
	@$(VENV)-transformers/bin/python -m pytest tests/transformers

lint: $(READY)                ## style, types, imports, docstrings
	$(SAY) 'ruff…'        ; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(SAY) 'mypy --strict…' ; $(BIN)/mypy
	$(SAY) 'imports…'     ; $(BIN)/lint-imports
	$(SAY) 'docstrings…'  ; $(BIN)/python -m numpydoc lint $$(git ls-files 'coordinator/*.py' 'knowledge/*.py' 'apps/*.py')

fix: $(READY)                 ## let ruff mend what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(READY)               ## benchmarks: each prints its ratio to a limit or a peer measured in the same run
	@$(BIN)/python -m benchmarks $(BENCH)

pictures: $(READY) browser    ## make the README's pictures again, from the running demo
	@$(BIN)/python -m tests.pictures

lock: $(READY)                ## write requirements.lock again: hashes, no address
	@$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
	@printf 'torch==2.13.0\n' > $(VENV)/torch.txt; $(BIN)/uv pip compile pyproject.toml --extra dev --extra transformers \
	  --constraint $(VENV)/torch.txt --no-emit-package torch --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-transformers.lock

clean:                        ## forget the environment
	@rm -rf $(VENV) $(VENV)-transformers build *.egg-info

# -- the environment ------------------------------------------------------------------------------------------------

$(READY): requirements.lock requirements-uv.lock pyproject.toml
	$(SAY) 'Preparing the environment in $(VENV) (once; about a minute)…'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { \
	  echo 'Ponte needs Python 3.11, and "$(PYTHON)" is not that. Say which one to use:'; \
	  echo '  make $(MAKECMDGOALS) PYTHON=/path/to/python3.11'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	@test -x $(BIN)/uv || { \
	  $(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes --target $(VENV)/share/uv -r requirements-uv.lock \
	  && ln -sf ../share/uv/bin/uv $(BIN)/uv; } || { \
	  echo 'The package index did not answer, or pip is missing (Debian: apt-get install python3-pip).'; \
	  echo 'Check the network or the proxy (PIP_INDEX_URL, HTTPS_PROXY), then try again.'; exit 1; }
	@$(BIN)/uv pip sync --python $(BIN)/python --require-hashes requirements.lock || { \
	  echo 'The packages could not be had. Check the network or the proxy (UV_INDEX_URL, HTTPS_PROXY), then try'; \
	  echo 'again: what has already come is kept.'; exit 1; }
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# torch comes without a hash: its CPU build is a local file or another index, its default one brings gigabytes of CUDA.
$(VENV)-transformers/.ready: requirements-transformers.lock $(READY)
	$(SAY) 'Preparing $(VENV)-transformers with torch and sentence-transformers (once; some minutes)…'
	@test -x $(VENV)-transformers/bin/python || $(PYTHON) -m venv $(VENV)-transformers || $(BIN)/uv venv --seed -q $(VENV)-transformers
	@$(BIN)/uv pip sync -q --python $(VENV)-transformers/bin/python --require-hashes requirements-transformers.lock
	@$(VENV)-transformers/bin/python -m pip install -q --disable-pip-version-check torch==2.13.0 || { \
	  echo 'torch could not be had. Its CPU build is on its makers own index; see README, "Another encoder".'; exit 1; }
	@$(BIN)/uv pip install -q --python $(VENV)-transformers/bin/python --no-deps --no-build-isolation -e .
	@touch $@

browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  printf '\n\033[1mChromium is missing: trying to install it for the browser tests…\033[0m\n'; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	    || echo 'It could not be installed: the browser tests will be skipped. By hand: apt-get install chromium'; \
	  else echo 'Not root: the browser tests will be skipped. By hand: sudo apt-get install chromium'; fi; }
