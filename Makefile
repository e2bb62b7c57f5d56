# Every verb a developer needs. `make` alone lists them.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup test check lint format contracts docs requirements clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

setup: ## install what is missing on this machine
	@bash tools/setup.sh

test: setup ## lint, contracts and every test on real servers
	@$(PYTHON) tools/test_all.py

check: ## what must be green before a commit: formatting, lint, contracts
	@$(PYTHON) tools/test_all.py --fast

lint: ## formatting and lint
	@.venv/bin/ruff format --check -q src tests tools demo && .venv/bin/ruff check -q src tests tools demo

format: ## format and mend what can be mended
	@.venv/bin/ruff format -q src tests tools demo && .venv/bin/ruff check -q --fix src tests tools demo

contracts: ## import contracts
	@.venv/bin/lint-imports

docs: ## draw the map of docs/architecture.md from the manifests
	@$(PYTHON) tools/draw_architecture.py

requirements: ## compile the pinned requirements (no addresses in them)
	@for set in uv run dev; do .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.txt; done

clean: ## remove what can be made again
	@rm -rf build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
