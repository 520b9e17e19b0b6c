# Pith is built with two commands: `make` builds it and shows it at work, `make test` tests it. `make help` lists the rest.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

PITH := .build/release/pith
# A static executable starts in a fifth of the time of a dynamic one, and runs where no Swift is installed.
RELEASE_FLAGS := -c release --product pith -Xswiftc -static-executable -Xlinker --gc-sections -Xlinker -s
# Types are asked for by the functions that know them, and not by names that are read at run time: 2 M instructions less a call.
RELEASE_FLAGS += -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
PACKAGES := libutf8proc-dev zlib1g-dev
CONVERSATION := corpora/conversations/checkout-incident.json
OUT := out

export SWIFT_BACKTRACE ?= enable=no

.PHONY: demo
demo: build ## Build Pith and compress an example conversation (what plain `make` does)
	@echo
	@mkdir -p $(OUT)
	$(PITH) compress $(CONVERSATION) --session --receipt $(OUT)/checkout-incident.receipt --report > $(OUT)/checkout-incident.json
	@echo
	$(PITH) restore $(OUT)/checkout-incident.json --receipt $(OUT)/checkout-incident.receipt > $(OUT)/checkout-incident.restored.json
	cmp $(OUT)/checkout-incident.restored.json $(CONVERSATION)
	@echo "restored: the receipt gave the input back, byte for byte"

.PHONY: build
build: prerequisites ## Build the release executable, .build/release/pith
	$(SWIFT) build $(RELEASE_FLAGS)

.PHONY: test
test: prerequisites ## Run every test
	$(SWIFT) test

SANITIZERS ?= address thread

.PHONY: sanitize
sanitize: prerequisites ## Run the tests of the tokenizer under the address and the thread sanitizer
	@for sanitizer in $(SANITIZERS); do \
	    $(SWIFT) test --sanitize=$$sanitizer --scratch-path .build/$$sanitizer --filter PithTokenizerTests || exit 1; \
	done

FUZZ_SECONDS ?= 60

.PHONY: fuzz
fuzz: prerequisites ## Fuzz compressing, the tokenizer and the reader of vocabulary files, FUZZ_SECONDS (60) each (libFuzzer)
	@mkdir -p $(OUT)/fuzz/FuzzCompression $(OUT)/fuzz/FuzzTokenizer $(OUT)/fuzz/FuzzVocabularyFile
	@cp Tests/PithInvariantTests/Cases/*.input $(OUT)/fuzz/FuzzCompression/
	@cp Tests/PithTokenizerTests/Cases/tiny.tokenizer.json $(OUT)/fuzz/FuzzVocabularyFile/
	@for target in FuzzCompression FuzzTokenizer FuzzVocabularyFile; do \
	    $(SWIFT) build -c release --package-path Fuzz --product $$target -Xswiftc -sanitize=fuzzer || exit 1; \
	    Fuzz/.build/release/$$target -max_total_time=$(FUZZ_SECONDS) -max_len=10000 -artifact_prefix=$(OUT)/fuzz/ $(OUT)/fuzz/$$target || exit 1; \
	done

ROUNDS ?= 100
FIRST_SEED ?= 0

.PHONY: stress
stress: prerequisites ## Try the invariants on random inputs for ROUNDS (100) rounds from FIRST_SEED (0); what fails is left in out/stress
	$(SWIFT) build -c release --product Stress
	@mkdir -p $(OUT)/stress
	PITH_FUZZ_SAVE=$(OUT)/stress .build/release/Stress $(ROUNDS) $(FIRST_SEED)

.PHONY: exhaustive
exhaustive: prerequisites ## Run the tests of the tokenizer in full: hundreds of thousands of random texts, every code point
	PITH_EXHAUSTIVE=1 $(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/testing --filter PithTokenizerTests

.PHONY: lint
lint: ## Check the format of the sources (mend it with `make format`)
	$(SWIFT) format lint --strict -r Package.swift Sources Tests Examples

.PHONY: format
format: ## Rewrite the sources in the one format
	$(SWIFT) format -i -r Package.swift Sources Tests Examples

.PHONY: imports
imports: prerequisites ## Check that modules import only what Package.swift declares
	PITH_DECLARED_DEPENDENCIES=1 $(SWIFT) build --explicit-target-dependency-import-check error

.PHONY: examples
examples: prerequisites ## Build and run the packages under Examples/, which use Pith as a library
	@for manifest in Examples/*/Package.swift; do \
	    echo "$(SWIFT) run --package-path $$(dirname $$manifest)"; \
	    $(SWIFT) run --package-path $$(dirname $$manifest) || exit 1; \
	done

.PHONY: completions
completions: build ## Write the shell completions to out/completions
	@mkdir -p $(OUT)/completions
	$(PITH) completions bash > $(OUT)/completions/pith.bash
	$(PITH) completions zsh > $(OUT)/completions/_pith
	$(PITH) completions fish > $(OUT)/completions/pith.fish

.PHONY: install
install: completions ## Install the executable and the completions under PREFIX (/usr/local)
	install -D -m 755 $(PITH) $(DESTDIR)$(PREFIX)/bin/pith
	install -D -m 644 $(OUT)/completions/pith.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/pith
	install -D -m 644 $(OUT)/completions/_pith $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_pith
	install -D -m 644 $(OUT)/completions/pith.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/pith.fish

.PHONY: uninstall
uninstall: ## Remove what `make install` put under PREFIX
	rm -f $(DESTDIR)$(PREFIX)/bin/pith $(DESTDIR)$(PREFIX)/share/bash-completion/completions/pith \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_pith $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/pith.fish

KINDS ?=
REFERENCES := $(OUT)/references

.PHONY: vocabularies
vocabularies: build ## Get the published vocabularies to compare with into out/vocabularies (their licences are their publishers')
	python3 Benchmarks/Tokenizer/get_vocabularies.py --pith $(PITH) --output $(OUT)/vocabularies

.PHONY: verify
verify: vocabularies ## Compare token ids with tiktoken and tokenizers: random strings, every code point, and KINDS (prose=FILE code=FILE,FILE)
	test -x $(REFERENCES)/bin/python || python3 -m venv $(REFERENCES)
	$(REFERENCES)/bin/pip install --quiet --disable-pip-version-check tiktoken==0.14.0 tokenizers==0.22.1
	$(REFERENCES)/bin/python Benchmarks/Tokenizer/verify.py $(KINDS)

TASKS ?= $(wildcard corpora/tasks/*.jsonl)
TEXTS ?=
ROWS ?= texts,short,hard,linear,start,memory,cores
PEERS := $(OUT)/tokenizer-peers

.PHONY: bench
bench: bench-tokenizer ## Measure counting (and compressing, with COMPRESS=1) beside others
	test -z "$(COMPRESS)" || $(MAKE) bench-compress

.PHONY: bench-tokenizer
bench-tokenizer: build ## Measure the tokenizer beside others (Benchmarks/Tokenizer), on TEXTS besides its own, into Benchmarks/Results
	test -x $(PEERS)/bin/python || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/Tokenizer/peers.txt
	$(SWIFT) build -c release --package-path Benchmarks/Tokenizer/Harness
	python3 Benchmarks/Tokenizer/make_corpora.py $(OUT)/corpora
	python3 Benchmarks/Tokenizer/run_benchmark.py --rows $(ROWS) $(TEXTS) $(OUT)/corpora

.PHONY: bench-compress
bench-compress: build ## Measure Pith beside other compressors (Benchmarks/Peers/README.md) on TASKS
	Benchmarks/Peers/install.sh
	Benchmarks/Peers/bench.sh $(TASKS)

SPEED_ROWS ?= kinds,large,question,session,hard

.PHONY: bench-speed
bench-speed: build ## Measure how fast compression is on what agents send and on hostile inputs (Benchmarks/Compression)
	for product in SessionSpeed PithRankerSamples; do $(SWIFT) build $(subst --product pith,--product $$product,$(RELEASE_FLAGS)) || exit 1; done
	python3 Benchmarks/Compression/run_benchmark.py --rows $(SPEED_ROWS)

LOCAL ?=

.PHONY: bench-twins
bench-twins: build ## Measure what is saved and lost on texts with planted facts (Benchmarks/Twins); LOCAL=FOLDER has clones of loghub, tau-bench, SWE-agent
	python3 Benchmarks/Twins/make.py $(if $(LOCAL),--local $(LOCAL))
	python3 Benchmarks/Twins/measure.py --pith $(PITH)

.PHONY: pages
pages: build ## Look at the HTML reports in a headless Chromium, if there is one (Tests/ReportPages)
	Tests/ReportPages/check.sh $(PITH)

.PHONY: reader
reader: ## Install a small reader for pith-reader on this machine (Documentation/Readers.md)
	Benchmarks/Readers/install.sh

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build Examples/*/.build $(OUT)

# Asks apt only when a package is missing, so that a second `make` needs no network and no rights.
.PHONY: prerequisites
prerequisites:
	@command -v $(SWIFT) > /dev/null || { echo "Swift 6.3 is missing: see https://www.swift.org/install" >&2; exit 1; }
	@command -v dpkg > /dev/null || exit 0; \
	missing=; for package in $(PACKAGES); do \
	    dpkg -s $$package 2> /dev/null | grep -q '^Status: .* installed$$' || missing="$$missing $$package"; \
	done; \
	test -n "$$missing" || exit 0; \
	echo "Installing$$missing"; \
	if test "$$(id -u)" = 0; then sudo=; \
	elif command -v sudo > /dev/null; then sudo=sudo; \
	else echo "Missing:$$missing. As root, run: apt-get install$$missing" >&2; exit 1; fi; \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing

.PHONY: help
help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18
