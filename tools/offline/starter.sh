#!/bin/sh
# Starts starrating from this folder, wherever it lies: python -m starrating, with what was written behind.
# The first start unpacks the wheels into the folder "program"; each must have the hash that requirements.txt says.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 70
export PYTHONPATH="$here/program" PYTHONUTF8=1 PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1

python=
for each in "$here/python/bin/python3" python{python} python3; do
    if "$each" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' 2> /dev/null; then
        python=$each
        break
    fi
done
if [ -z "$python" ]; then
    echo "未找到 Python {python}，见“安装说明.txt”。" >&2
    echo "Python {python} was not found; see 安装说明.txt." >&2
    exit 70
fi

if [ ! -d "$here/program" ]; then
    echo "首次启动，正在解开程序，约需一分钟…… / First start: unpacking, a minute or so …" >&2
    rm -rf "$here/program.new"
    if ! PIP_CONFIG_FILE=/dev/null "$python" "$here/wheels/{pip}/pip" --isolated --disable-pip-version-check install \
        --quiet --no-warn-conflicts --no-cache-dir --no-index --find-links "$here/wheels" --require-hashes \
        -r "$here/requirements.txt" --target "$here/program.new" || ! mv "$here/program.new" "$here/program"; then
        echo "未能解开：文件夹不可写、磁盘已满，或文件不完整。请重新拷贝整个文件夹。" >&2
        echo "Not unpacked: the folder cannot be written to, the disk is full, or a file is damaged. Copy it again." >&2
        exit 70
    fi
fi

# What a double click opens, where nothing was written behind.
if [ $# -eq 0 ]; then
    mkdir -p "$here/work" && set -- -C "$here/work" desk
fi

exec "$python" -X utf8 -m starrating "$@"
