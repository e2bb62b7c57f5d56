# Every verb a developer needs. `make` alone lists them.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check lint format contracts docs pictures openapi ocr requirements bench isolate feature clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

setup: ## install what running needs (distribution, Python and front-end packages)
	@bash tools/setup.sh

run: setup ## set up what is missing, start everything, print the address; Ctrl-C stops it
	@exec .venv/bin/mingtang up

setup-dev:
	@bash tools/setup.sh dev

test: setup-dev ## lint, types, contracts and every test on real servers
	@$(PYTHON) -m tools.test_all

check: setup-dev ## what must be green before a commit: formatting, lint, contracts, types
	@$(PYTHON) -m tools.test_all --fast

lint: ## formatting and lint
	@.venv/bin/ruff format --check -q src tests tools demo && .venv/bin/ruff check -q src tests tools demo

format: ## format and mend what can be mended
	@.venv/bin/ruff format -q src tests tools demo && .venv/bin/ruff check -q --fix src tests tools demo

contracts: ## import contracts
	@.venv/bin/lint-imports

docs: ## draw the map of docs/architecture.md from the manifests
	@$(PYTHON) -m tools.draw_architecture

pictures: setup-dev ## take the screenshots of README anew from the running product
	@$(PYTHON) -m tools.pictures

openapi: ## write the snapshots of what systems answer each other
	@$(PYTHON) -m tools.snapshot_api

ocr: setup ## install the recognition of scans (some 300 MB), which run and test do without
	@.venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/ocr.txt

requirements: ## compile the pinned requirements (no addresses in them)
	@for set in uv run ocr dev bench; do .venv/bin/uv pip compile -q --python-version 3.11.2 --generate-hashes --no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.txt; done

bench: setup-dev ## measure beside a named peer in the same run: make bench NAME=serve
	@$(PYTHON) -m tools.bench.$(NAME) $(ARGS)

isolate: setup-dev ## prove that a system stands on its own: make isolate SYSTEM=accounts
	@$(PYTHON) -m tools.isolate $(SYSTEM)

feature: setup-dev ## write the skeleton of a feature: make feature SYSTEM=services NAME=payments
	@$(PYTHON) -m tools.feature $(SYSTEM) $(NAME) --title "$(TITLE)"

clean: ## remove what can be made again
	@rm -rf build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
