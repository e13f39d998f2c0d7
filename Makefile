# make demo    sees medsla at work on the shipped examples
# make test    runs every check and every test
# Both make .venv and install what they need; PYTHON=… chooses the interpreter (3.11 or newer).

.DEFAULT_GOAL := help
.PHONY: help demo test lint fresh docs clean environment-demo environment-test

help:
	@echo "make demo    review and render the shipped examples, and say where the results are"
	@echo "make test    every check and every test (as root on Debian: installs LibreOffice, Chromium, fonts;"
	@echo "             with npm: a validator of Word files)"
	@echo "make lint    the checks without the tests"
	@echo "make fresh   write the generated files anew"
	@echo "make docs    the site in English and Japanese, into docs/_build/html"
	@echo "make clean   remove .venv and all that tools leave behind"

demo: environment-demo
	@.venv/bin/medsla demo

test: environment-test
	@tools/install_debian.sh
	@tools/install_node.sh
	@tools/check.sh all

lint: environment-test
	@tools/check.sh lint

fresh: environment-test
	@for generator in tools/build_model.py tools/build_docs.py; do \
	    if [ -f $$generator ]; then .venv/bin/python $$generator || exit 1; fi; \
	done

docs: environment-test
	@.venv/bin/python tools/build_site.py

clean:
	@rm -rf .venv .node dist build demo-output docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

environment-demo:
	@PYTHON="$(PYTHON)" tools/environment.sh demo

environment-test:
	@PYTHON="$(PYTHON)" tools/environment.sh test
