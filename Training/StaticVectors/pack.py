"""Packs trained vectors into the table that Pith embeds; Sources/PithVectors/WordVectors.swift describes the layout.

    pack.py VECTORS.npz word_vectors.bin
"""
import re, struct, sys
import numpy as np

SLOTS, DIMENSIONS = 1 << 16, 256
STEP = 0.3352  # of the standard deviation: the uniform quantiser of 16 levels that loses least on a Gaussian (Max 1960)


def fnv(piece):
    """FNV-1a of 64 bits; pieces inside a word begin from another number."""
    h, text = (0x84222325CBF29CE4, piece[2:]) if piece.startswith("##") else (0xCBF29CE484222325, piece)
    for b in text.encode():
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def pack(pieces, vectors, rarity, path):
    """Turns the vectors at random, so that their values spread alike over all dimensions, and rounds each to one of 16 levels."""
    turn = np.linalg.qr(np.random.default_rng(7).normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    chosen = [i for i, p in enumerate(pieces) if re.fullmatch(r"(##)?[a-z0-9]+", p)]
    x = vectors[chosen].astype(np.float64) @ turn
    x /= np.sqrt((x * x).mean())
    step = STEP * np.sqrt((x * x).mean(1, keepdims=True)) + 1e-12
    levels = np.clip(np.floor(x / step) + 8, 0, 15).astype(np.uint8)
    halves = levels[:, :128] | levels[:, 128:] << 4
    slots, seen, rows = [0] * SLOTS, set(), []
    for row, i in enumerate(chosen):
        h = fnv(pieces[i])
        assert h >> 32 not in seen, "two pieces with one hash"
        seen.add(h >> 32)
        slot = h & SLOTS - 1
        while slots[slot]:
            slot = slot + 1 & SLOTS - 1
        slots[slot] = row + 1
        rows.append(halves[row].tobytes() + struct.pack("<fIf", step[row, 0], h >> 32, rarity[i]))
    longest = max(len(pieces[i].removeprefix("##")) for i in chosen)
    header = (b"PITHVEC1" + struct.pack("<5I", len(chosen), DIMENSIONS, SLOTS, len(rows[0]), longest)).ljust(64, b"\0")
    open(path, "wb").write(header + struct.pack(f"<{SLOTS}H", *slots) + b"".join(rows))
    return {pieces[i]: row for row, i in enumerate(chosen)}


if __name__ == "__main__":
    data = np.load(sys.argv[1])
    print(len(pack([str(p) for p in data["pieces"]], data["vectors"], data["rarity"], sys.argv[2])), "pieces")
