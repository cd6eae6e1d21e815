# The two commands that everyone needs are `make up` and `make test`; `.venv/bin/invoke --list` shows the rest.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell command -v $(name) 2>/dev/null)))
INVOKE = .venv/bin/invoke
NO_PYTHON = Python 3.11 or newer is missing. Get it: https://www.python.org/downloads/ or your system's package manager
BOOTSTRAP = $(if $(PYTHON),$(PYTHON) tools/bootstrap.py,sh -c 'echo "$$0"; exit 1' "$(NO_PYTHON)")

.PHONY: help setup up down test test-switches

help: ## What there is.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## The environment for invoke and the tests (.venv).
	@$(BOOTSTRAP) setup

up: ## Daybook on this machine; DETACH=1 returns when it is ready, IDENTITY=native keeps accounts without Cognito, API=rest.
	@$(BOOTSTRAP) cloud
	@$(INVOKE) local.up $(if $(DETACH),--detach) $(if $(IDENTITY),--identity $(IDENTITY)) $(if $(API),--api $(API))

down: ## Stops it; what was saved is kept.
	@$(BOOTSTRAP) setup
	@$(INVOKE) local.down

test: ## All tests, against a local cloud of their own.
	@$(BOOTSTRAP) cloud
	@$(INVOKE) test.all

test-switches: ## Each Terraform switch over and back, and each environment, on a local cloud of its own (an hour and more).
	@$(BOOTSTRAP) cloud
	@$(INVOKE) switches.apply
