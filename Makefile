# Thin lines: everything runs in the environment that course.py makes. No make? Run the right-hand sides.
RUN = python3 course.py run
LOCK = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: lab test check style types imports spelling house bench benchmarks pythons fuzz class lock notebooks site

lab:
	python3 course.py

test:
	python3 course.py test

check: style types imports spelling house

style:
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types:
	$(RUN) mypy

imports:
	$(RUN) lint-imports --no-logo

spelling:
	$(RUN) codespell

house:
	$(RUN) pytest -q tests/house

bench:
	$(RUN) python -m tests.bench

benchmarks:
	$(RUN) python -m tests.bench.benchmarks

pythons:
	python3 -m tests.pythons

fuzz:
	$(RUN) python -m tests.fuzz $(SEARCH)

class:
	$(RUN) python -m class_server.rehearsal

lock:
	$(LOCK) pyproject.toml --extra lab --output-file binder/requirements.txt
	$(LOCK) pyproject.toml --extra lab --extra test --constraint binder/requirements.txt \
		--output-file tests/requirements.txt
	$(LOCK) --group lite --constraint binder/requirements.txt --output-file edition/requirements.txt
	$(LOCK) pyproject.toml --extra lab --group hub --constraint binder/requirements.txt \
		--output-file class_server/requirements.txt

notebooks:
	$(RUN) python -m tests.house.store_outputs

site:
	$(RUN) python -m edition _site
