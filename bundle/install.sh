#!/bin/sh
# 在不能上网的服务器上安装随手拍：sh install.sh [安装到哪个目录]
# 只用这个文件夹里的东西，不联网；先核对校验和，再装。重复运行就是升级。
set -eu
cd "$(dirname "$0")"
. ./target
into=${1:-/opt/suishoupai}
case $into in /*) ;; *) into=$PWD/$into ;; esac

no() { echo "没有安装：$1" >&2; exit 1; }

echo "[1/5] 核对文件（SHA256SUMS）"
command -v sha256sum >/dev/null || no "这台机器没有 sha256sum（属于 coreutils）"
wrong=$(sha256sum -c --quiet SHA256SUMS 2>/dev/null | sed 's/: .*//' | head -3 | tr '\n' ' ') || true
[ -z "$wrong" ] || no "文件和做包时不一样：${wrong}请重新拷贝整个安装包"

echo "[2/5] 看看这台机器"
[ "$(uname -m)" = "$MACHINE" ] || no "这个包给 $MACHINE 用，这台是 $(uname -m)；做包时写 make bundle MACHINE=$(uname -m)"

# 服务用自己的用户跑：它得走得到 Python。装在自己的目录里试的不管。
shut() {
    part=$1
    while [ -n "$part" ]; do
        if [ -e "$part" ]; then
            case $(stat -L -c %A "$part") in *[xt]) ;; *) echo "$part"; return ;; esac
        fi
        part=${part%/*}
    done
}
base_of() { "$1" -c 'import os, sys; print(os.path.realpath(sys._base_executable))' 2>/dev/null || command -v "$1"; }
fits() { command -v "$1" >/dev/null && "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$PYTHON')"; }
hidden() { [ -z "$(shut "$into")" ] && [ -n "$(shut "$(base_of "$1")")" ]; }

python=
far=
for each in ${PYTHON_BIN:-"python$PYTHON" python3 "/usr/bin/python$PYTHON" "/usr/local/bin/python$PYTHON"}; do
    [ -z "$python" ] && fits "$each" || continue
    if hidden "$each"; then far=$(base_of "$each"); else python=$each; fi
done
[ -n "$python" ] || [ -z "$far" ] || no "Python 在 $far，suishoupai 用户进不去 $(shut "$far")；装系统的 Python $PYTHON（/usr/bin），或写 PYTHON_BIN=别处的python$PYTHON sh install.sh"
[ -n "$python" ] || no "要 Python $PYTHON，这台没有；换一台，或做包时写 make bundle FOR=这台的版本"
"$python" -c 'import ensurepip, venv' 2>/dev/null || no "缺 venv：apt install python$PYTHON-venv，或装系统光盘里的同名包"
"$python" - "$GLIBC" <<'PY' || no "系统太老：要 glibc $GLIBC 或更新（getconf GNU_LIBC_VERSION 可以看）"
import platform, sys
have, want = platform.libc_ver()[1], sys.argv[1]
number = lambda text: [int(part) for part in text.split(".")]
sys.exit(bool(have) and number(have) < number(want))
PY

echo "[3/5] 源码和文档放到 $into/source"
mkdir -p "$into" 2>/dev/null || no "建不了 $into，换个目录或用管理员运行"
rm -rf "$into/source"
mkdir "$into/source"
tar -xzf source.tar.gz -C "$into/source"
[ -e "$into/config.yaml" ] || cp "$into/source/config.yaml" "$into/config.yaml"

venv="$into/.venv-$COMMIT"
count=$(ls wheels | wc -l)
echo "[4/5] 装 $count 个包（不联网，每个都核对校验和）"
"$python" -m venv --clear "$venv"
"$venv/bin/python" -m pip --isolated --disable-pip-version-check install \
    --no-index --find-links wheels --require-hashes -r requirements.txt 2>&1 | tee "$venv/pip.log" |
    awk -v all="$count" '/^Processing/ { sub(/.*\//, "", $2); sub(/-(cp|py)[0-9].*/, "", $2); print "  " ++n "/" all " " $2 }
        /^Installing/ { print "  解开放好……" }'
[ -x "$venv/bin/suishoupai" ] || no "pip 没装成：$(tail -1 "$venv/pip.log")"

echo "[5/5] 试一试"
"$venv/bin/suishoupai" --help >/dev/null || no "装上了但起不来，请把上面的话发给开发者"
ln -sfn ".venv-$COMMIT" "$into/.venv"

echo
echo "装好了：$into/.venv/bin/suishoupai"
echo "看演示（不用公众号）：$into/.venv/bin/suishoupai demo"
echo "接下来看：$into/source/docs/operations.md"
