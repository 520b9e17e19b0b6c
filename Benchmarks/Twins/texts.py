"""What a row of sources.txt is as text: a file of a source distribution, a diff of two releases, or a search in one."""
import json, os, pathlib, re, subprocess, tempfile

TEXT_SUFFIXES = {".py", ".pyx", ".pyi", ".c", ".h", ".cc", ".cpp", ".hpp", ".rs", ".js", ".ts", ".tsx", ".go", ".java", ".swift", ".md", ".rst", ".txt", ".toml", ".cfg", ".yml", ".yaml"}


def text_files(folder):
    """Text files below `folder`, in the order of their paths."""
    return sorted((p for p in folder.rglob("*") if p.suffix in TEXT_SUFFIXES and p.is_file() and not p.is_symlink()), key=lambda p: p.relative_to(folder).as_posix())


def read(path):
    """The text of a file, or None where it is not UTF-8."""
    try:
        return path.read_bytes().decode()
    except ValueError:
        return None


def search(folder, path, pattern):
    """What `grep -rn PATTERN PATH` prints in `folder`, files in the order of their paths."""
    found, lines = re.compile(pattern), []
    for file in text_files(folder / path):
        name, text = file.relative_to(folder).as_posix(), read(file)
        if text is not None:
            lines += [f"{name}:{n}:{line}" for n, line in enumerate(text.split("\n"), 1) if found.search(line)]
    return "\n".join(lines) + "\n" if lines else ""


def diff(old, new, path):
    """What git says about `path` in two releases."""
    with tempfile.TemporaryDirectory() as folder:
        for name, release in (("a", old), ("b", new)):
            (pathlib.Path(folder) / name).symlink_to(release.resolve())
        command = "git -c core.quotePath=true -c diff.algorithm=myers diff --no-index --no-prefix --no-renames --no-color --no-ext-diff --no-textconv --abbrev=7 -U3".split()
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        made = subprocess.run(command + [f"a/{path}", f"b/{path}"], cwd=folder, env=environment, capture_output=True)
    if made.returncode > 1:
        raise ValueError(made.stderr.decode())
    return made.stdout.decode()


def local(folder, path):
    """A file of a publisher's repository, or the conversation in it: of tau-bench FILE#TASK-TRIAL, of SWE-agent a trajectory's messages. None where it is not there."""
    name, _, key = path.partition("#")
    text = read(folder / name) if (folder / name).is_file() else None
    if text is None or not name.endswith((".json", ".traj")):
        return text
    data = json.loads(text)
    if key:
        data = next((run["traj"] for run in data if f"{run['task_id']}-{run['trial']}" == key), None)
    else:
        data = data.get("messages") or data.get("history")
    return json.dumps(data, ensure_ascii=False) if data else None
