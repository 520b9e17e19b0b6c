"""Source distributions of the Python package index: fetched by name and version, checked by SHA-256, unpacked. No code of theirs is run."""
import hashlib, json, os, pathlib, shutil, tarfile, urllib.parse, urllib.request

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent.parent / "out/twins"
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")


class Sources:
    """What sources.txt says: `sdists` is name==version → (file, sha256); `texts` the rows below, each a list of its columns."""

    def __init__(self, path=HERE / "sources.txt"):
        self.sdists, self.texts = {}, []
        for line in path.read_text().splitlines():
            row = line.split(None, 4)
            if not row or row[0].startswith("#"):
                continue
            if row[0] == "sdist":
                self.sdists[row[1]] = row[2], row[3]
            else:
                self.texts.append(row)


def fetch(pinned, sdists):
    """The folder of the unpacked `pinned` (name==version), fetched when it is not there."""
    file, sha256 = sdists[pinned]
    folder, archive = OUT / "sdists" / pinned, OUT / "archives" / file
    if folder.exists():
        return folder
    if not archive.exists():
        page = f"{INDEX}/{pinned.split('==')[0]}/"
        request = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            address = next((f["url"] for f in json.load(answer)["files"] if f["filename"] == file), None)
        if address is None:
            raise SystemExit(f"make.py: {page} has no {file}")
        with urllib.request.urlopen(urllib.parse.urljoin(page, address), timeout=300) as answer:
            data = answer.read()
        archive.parent.mkdir(parents=True, exist_ok=True)
        archive.write_bytes(data)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"make.py: {archive} is not the file that sources.txt names: another SHA-256. Remove it and fetch again")
    unpacked = folder.with_name(folder.name + ".part")
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    top = list(unpacked.iterdir())
    if len(top) != 1:
        raise SystemExit(f"make.py: {file} holds {len(top)} folders, one was expected")
    top[0].rename(folder)
    shutil.rmtree(unpacked)
    return folder
