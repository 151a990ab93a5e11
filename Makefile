# Two commands do everything on a fresh Debian machine with Swift 6.3 and git:
#   make samples   installs what is missing, builds, draws and explains every sample
#   make test      installs what is missing, runs every test
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
PACKAGES := libgraphviz-dev libyaml-dev pkg-config
# What ships is what the tests run, optimised, with the Swift library in it and a distribution's hardening (dpkg-buildflags
# hardening=+all): functions found once at the start and then read-only (relro, now), checked copies and stacks in C, and a
# position-independent program, which is Swift's own way. No folder of its own to look for libraries in (a distribution's rule).
HARDENED := -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now \
	-Xcc -D_FORTIFY_SOURCE=2 -Xcc -fstack-protector-strong -Xcc -fstack-clash-protection
RELEASE := -c release --static-swift-stdlib --disable-local-rpath $(HARDENED)
PODPATH = .build/release/podpath
SAMPLES := $(notdir $(patsubst %/,%,$(wildcard samples/*/)))

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: deps
deps: ## install the C libraries that are missing (Debian, Ubuntu)
	@missing=""; \
	for package in $(PACKAGES); do \
	    dpkg -s "$$package" >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    command -v apt-get >/dev/null || { echo "Install these with your package manager, then run this again:$$missing"; exit 1; }; \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    echo "Installing$$missing"; \
	    $$sudo apt-get update -qq; \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

.PHONY: build
build: deps ## build the release
	swift build $(RELEASE) --product podpath

.PHONY: samples
samples: build ## draw and explain every sample into out/samples
	@for sample in $(SAMPLES); do \
	    mkdir -p "out/samples/$$sample"; \
	    $(PODPATH) draw --quiet --figure all "samples/$$sample" -o "out/samples/$$sample/figures/"; \
	    $(PODPATH) explain --quiet "samples/$$sample" -o "out/samples/$$sample/"; \
	    $(PODPATH) explain --quiet "samples/$$sample" -o "out/samples/$$sample/index.html"; \
	    echo "samples/$$sample -> out/samples/$$sample/README.md, index.html and $$(ls out/samples/$$sample/figures | wc -l) figures"; \
	done

.PHONY: test
test: deps ## run every test
	swift test

.PHONY: test-release
test-release: build ## run the command tests against the release, and look at its hardening
	Tests/Hardening/run $(PODPATH)
	PODPATH_UNDER_TEST=$(PODPATH) swift test --filter PodPathTests

.PHONY: test-dns
test-dns: build ## check records and lookups against a real DNS server and real C libraries (needs root)
	Tests/RealDNS/run $(PODPATH)

.PHONY: test-library
test-library: deps ## build and run the documentation's example as a package of its own; ask what is public
	Tests/Library/run

.PHONY: test-browser
test-browser: build ## check the HTML pages in headless Chromium: what lights what, keys, widths, themes
	Tests/Browser/run $(PODPATH)

.PHONY: test-rendering
test-rendering: build ## check figures as Chromium, librsvg, poppler and Inkscape render them
	Tests/Rendering/run $(PODPATH)

.PHONY: test-graphviz
test-graphviz: deps ## read what the newest Graphviz of PyPI's wheels makes of every figure of the samples
	Tests/NewestGraphviz/run

.PHONY: test-hosts
test-hosts: build ## build small sites with MkDocs, Sphinx, Jekyll and pandoc, as far as they are installed
	Tests/Hosts/run $(PODPATH)

.PHONY: gallery
gallery: build ## take pictures of every figure of every sample in Chromium, light and dark: docs/gallery
	Tests/Rendering/gallery $(PODPATH)

.PHONY: goldens
goldens: deps ## accept what podpath makes today as the goldens
	UPDATE_GOLDEN=1 swift test

# One figure a step is no block of a document.
FRAMES = draw --quiet samples/frontend-backend --figure dns-lookup --frames -o docs/figures/steps/

.PHONY: docs
docs: build ## make README.md, docs/ and their figures true (podpath.yaml)
	$(PODPATH) docs --redraw
	$(PODPATH) $(FRAMES)

.PHONY: docs-check
docs-check: build ## fail where README.md, docs/ or their figures are not what podpath would make of them
	$(PODPATH) docs --check --redraw
	$(PODPATH) $(FRAMES) --check

.PHONY: lint
lint: ## check the format
	swift format lint --strict -r Package.swift Sources Tests Templates

.PHONY: bench-tools
bench-tools: build
	$(MAKE) deps PACKAGES=graphviz
	swift build $(RELEASE) --product podpath-bench

# KubeDiagrams, the peer of goal P1, in an environment of its own; the goal is skipped, and said so, where it cannot be had.
KUBE_DIAGRAMS = .build-bench/bin/kube-diagrams
APPLICATIONS := $(wildcard Tests/Fixtures/applications/*.yaml)
comma := ,
space := $(subst ,, )

.PHONY: bench-peer
bench-peer:
	@test -x $(KUBE_DIAGRAMS) || { python3 -m venv .build-bench && .build-bench/bin/pip install -q KubeDiagrams; } \
	    || echo "KubeDiagrams could not be installed; P1 is skipped"

.PHONY: bench
bench: bench-tools bench-peer ## measure, as ratios, from one interleaved run; docs/performance.md keeps the table
	@# As it is installed: a copied file starts 5 % faster than the linker's own, whose pages the system keeps one by one.
	install -D -m 755 $(PODPATH) out/bench/podpath
	sync out/bench/podpath
	.build/release/podpath-bench run --podpath out/bench/podpath --docs docs/performance.md \
	    --applications "$(subst $(space),$(comma),$(APPLICATIONS))" $$(test -x $(KUBE_DIAGRAMS) && echo --kube-diagrams $(KUBE_DIAGRAMS))

.PHONY: bench-guard
bench-guard: bench-tools bench-peer ## fail where three times the limit of a goal but P10 is passed
	.build/release/podpath-bench guard --podpath $(PODPATH) --goals P1,P2,P3,P4,P5,P6,P8,P9,P12 \
	    $$(test -x $(KUBE_DIAGRAMS) && echo --kube-diagrams $(KUBE_DIAGRAMS) --applications "$(subst $(space),$(comma),$(APPLICATIONS))")

.PHONY: docc
docc: deps ## the library's documentation
	@mkdir -p out
	swift package --allow-writing-to-directory out/docc generate-documentation --output-path out/docc \
	    --target PodPathKit --target KubeCluster --target KubeManifest --target Graphviz --enable-experimental-combined-documentation --warnings-as-errors

.PHONY: man
man: build ## the man pages, into out/man
	packaging/man.py $(PODPATH) out/man

.PHONY: completions
completions: build ## completions for bash, zsh and fish, into out/completions
	@mkdir -p out/completions
	for shell in bash zsh fish; do $(PODPATH) --generate-completion-script $$shell > out/completions/podpath.$$shell; done

.PHONY: install
install: build ## install podpath, its man pages and completions below PREFIX
	packaging/tree $(PODPATH) "$(DESTDIR)$(PREFIX)"

.PHONY: release
release: build ## everything that a release consists of, into out/release
	packaging/release $(PODPATH)

.PHONY: test-packaging
test-packaging: build ## what is installed: man pages, completions, packages, hooks, as far as the tools for them are installed
	Tests/Packaging/run $(PODPATH)

.PHONY: clean
clean: ## remove what was built
	rm -rf .build out
