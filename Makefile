# Set-up and everything else. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3.11
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# What is checked again and again while one works; marks are told in pyproject.toml.
QUICK := tests/corpus tests/index tests/ingest/sentences tests/ui/test_html.py tests/test_architecture.py tests/test_readme.py \
	tests/test_doctests.py tests/test_nothing_special_cased.py -m "not slow and not model and not shared and not browser"
INDEX := $(or $(INSPECTION_INDEX),index/built)

.PHONY: help setup run build update quick test lint eval bench rebuild steady scale peers soak facts marks page fit samples pictures clean

help:                           ## this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/ready            ## make .venv with everything in it

$(VENV)/ready: requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it with make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@$(BIN)/python -c 'from index.encoder import encoder; encoder().load()'  # exports the model, once
	@touch $@

run: setup                      ## open the page; builds an index first where there is none
	@ls -d $(INDEX)/2* >/dev/null 2>&1 || $(BIN)/python -m ingest build || [ $$? -eq 1 ]
	@echo "The page is at http://localhost:$(PORT) (stop it with Ctrl-C)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

build: setup                    ## read the reports anew and publish an index of them
	$(BIN)/python -m ingest build

update: setup                   ## fetch what is new from every site, build, tell what changed in saved searches; INSPECTION_CONTACT names your address
	@fetched=0; $(BIN)/python -m ingest fetch || fetched=$$?; \
	built=0; $(BIN)/python -m ingest build || built=$$?; \
	changes=0; $(BIN)/python -m index changes || changes=$$?; \
	for status in $$fetched $$built $$changes; do [ $$status -eq 0 ] || exit $$status; done

quick: setup                    ## the tests that take under a minute together
	$(BIN)/python -m pytest $(QUICK)

test: setup                     ## all tests
	$(BIN)/python -m pytest

lint: setup                     ## style and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

eval: setup                     ## how good the answers are, on judged data (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.quality

facts: setup                    ## how well facts are read, on judged data (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.facts

bench: setup                    ## how fast it builds and answers (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.speed

marks: setup                    ## whether marks are over the right words (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.marks

page: setup                     ## how fast the page answers in a browser, and many users at once
	$(BIN)/python -m benchmarks.page

rebuild: setup                  ## what a build costs when little is new (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.rebuild

steady: setup                   ## whether reports that are added move verdicts on others (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.steady

scale: setup                    ## what an index costs as it grows (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.scale

peers: setup                    ## other tools beside this one on the same reports (INSPECTION_DATA; installs them under .bench, 9 GB)
	$(BIN)/python -m benchmarks.peers

soak: setup                     ## builds killed, racing and on a full disk, with the real model
	SOAK_MODEL=all-MiniLM-L6-v2 $(BIN)/python -m pytest tests/ingest/build/test_unwatched.py

fit: setup                      ## learn weights anew from judged data (INSPECTION_DATA)
	$(BIN)/python -m benchmarks.fit

samples: setup                  ## set the sample reports as PDF from their sources
	$(BIN)/python -m docs.sample_reports
	$(BIN)/python -m docs.sample_letters

pictures: setup                 ## the pictures of the tour in the README, from the running page
	$(BIN)/python -m docs.pictures

clean:                          ## remove what was built here
	rm -rf $(VENV) .bench index/built
