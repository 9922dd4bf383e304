# Everything a person or a build server does here, each in one command on a machine that has only Swift: the targets
# install the libraries they need (see Scripts/setup). `make` alone lists them.

.DEFAULT_GOAL := help
TRAINERS = allen-cahn beltrami burgers burgers-inverse cavity heat kovasznay lorenz-inverse parametric-heat poisson-polygon \
  taylor-green wake
.PHONY: help $(TRAINERS) pinn programs study test test-processors bench scoreboard docs sanitize arm64 format lint setup

help: ## This list
	@echo "make TARGET [ARGS='...']   ARGS are passed on, such as make burgers ARGS='--help'"
	@awk -F ':.*## ' '/^[a-z0-9 -]+:.*## / { printf "  make %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

burgers heat kovasznay taylor-green beltrami allen-cahn: ## Train this example and write its fields to a file
cavity poisson-polygon parametric-heat: ## Likewise
burgers-inverse lorenz-inverse wake: ## Find the coefficients of this example's equation from data

$(TRAINERS):
	@Scripts/setup --pictures
	swift run -c release $@ $(ARGS)

pinn: ## Run the command pinn, which solves problem files: make pinn ARGS='train heat.yaml'
	@Scripts/setup --pictures
	@swift run -c release pinn $(ARGS)

programs:
	@echo pinn $(TRAINERS)

study: setup ## Compare all ways to differentiate a network
	swift run -c release derivative-study $(ARGS)

# `swift test` alone would compile everything a second time, with other flags than `swift build`.
test: ## Build and run all tests, of the package and of the equation that lives outside it
	@Scripts/setup --tests
	swift build -c release --build-tests
	swift test -c release --skip-build --skip SpeedTests
	swift test -c release --skip-build --filter SpeedTests
	cd Examples/CustomEquation && touch Package.swift && swift test -c release

test-processors: ## Run all tests with the kernels of every processor that this one can stand in for
	@Scripts/setup --tests
	Scripts/processors

# A package that depends on this one by its path doesn't see new files in it unless its own manifest changes.
bench: setup ## Time training steps, derivatives and rows of Jacobians
	cd Benchmarks && touch Package.swift && swift run -c release bench $(ARGS)

scoreboard: setup ## Solve eight problems with the default recipe and print the errors beside published ones
	cd Benchmarks && touch Package.swift && swift run -c release scoreboard $(ARGS)

docs: setup ## Make a website of all public symbols and the guides, in .build/docs
	Scripts/docs $(ARGS)

sanitize: ## Run tests under the address, undefined-behaviour and thread sanitizers
	@Scripts/setup --tests
	Scripts/sanitize $(ARGS)

arm64: ## Compile the C code for arm64, and compare its results under qemu with this machine's
	@Scripts/arm64 $(ARGS)

format: ## Format all Swift files in place
	swift format --in-place --parallel --recursive .

lint: ## Check the format of all Swift files
	swift format lint --strict --parallel --recursive .

setup: ## Install what is missing to build and run
	@Scripts/setup
