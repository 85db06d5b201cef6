# Leipziger Quartiere. Needs Python 3.11 or newer and make; `make` alone lists the commands.

PYTHON ?= python3
LOCAL = $(PYTHON) scripts/local.py

.DEFAULT_GOAL := help
.PHONY: help run dev test coverage check format lock messages assets bench looks

help: ## List the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up everything and serve the demonstration as production does (PORT=8000)
	@$(LOCAL) run

dev: ## The same with debug pages and auto-reload
	@$(LOCAL) dev

test: ## Run all tests on PostgreSQL and SQLite (PYTEST_ARGS= narrows them)
	@$(LOCAL) test

coverage: ## Measure what the tests reach (a quarter slower, so `test` does without)
	@$(LOCAL) coverage

check: ## Linters, types, import contracts, templates, migrations, assets
	@$(LOCAL) check

bench: ## Benchmarks, as Markdown tables
	@$(LOCAL) bench

looks: ## Renew the pictures that the tests compare the pages with
	@$(LOCAL) looks

format: ## Format Python and templates
	@$(LOCAL) setup
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2

messages: ## Collect texts for translation and compile the catalogue (needs GNU gettext)
	@$(LOCAL) setup
	@.venv/bin/python manage.py makemessages --locale de --no-location --no-wrap --ignore '.venv/*' --ignore 'node_modules/*'
	@.venv/bin/python manage.py compilemessages --locale de --ignore '.venv/*' --ignore 'node_modules/*'

assets: ## Build style sheet, fonts and icons (needs Node)
	npm ci --silent && npm run --silent build

lock: ## Lock the dependencies of pyproject.toml anew
	@$(LOCAL) setup
	@.venv/bin/python -m pip install --quiet uv
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements/production.txt --upgrade
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra development --constraint requirements/production.txt pyproject.toml --output-file requirements/development.txt --upgrade
