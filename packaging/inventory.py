#!/usr/bin/env python3
"""What is inside a package: every crate with its licence (THIRD-PARTY.txt), and the same for machines (CycloneDX).

usage: inventory.py VERSION TARGET FOLDER

Reads `cargo metadata --locked --offline` of the crates that the target's program is made of; texts of licences come
from the crates themselves. No clock, no random number: the same lock file gives the same bytes.
"""

import hashlib
import json
import pathlib
import subprocess
import sys

version, target, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])

metadata = json.loads(
    subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", target],
        check=True,
        capture_output=True,
    ).stdout
)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]

# What is linked: neither what only tests use nor what only runs while building.
linked, left = set(), [root]
while left:
    own = left.pop()
    if own in linked:
        continue
    linked.add(own)
    for dependency in nodes[own]["deps"]:
        if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
            left.append(dependency["pkg"])
crates = sorted(
    (packages[own] for own in linked if own != root), key=lambda package: (package["name"], package["version"])
)

texts = {}
lines = [
    "Crates that this program is made of, with their licences. The texts follow; each stands once.",
    "The faces in it are Noto Sans SC and Noto Serif SC, under the SIL Open Font License (LICENSE-FONTS).",
    "",
]
for crate in crates:
    home = pathlib.Path(crate["manifest_path"]).parent
    names = []
    for path in sorted(home.iterdir()):
        upper = path.name.upper()
        if path.is_file() and upper.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE")):
            text = path.read_text("utf-8", "replace").strip()
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            texts[digest] = text
            names.append(digest)
    licence = crate["license"] or "see its file"
    lines.append(f"{crate['name']} {crate['version']}: {licence}" + (f" [{', '.join(names)}]" if names else ""))
lines.append("")
for digest in sorted(texts):
    lines += ["=" * 78, f"[{digest}]", "", texts[digest], ""]
folder.joinpath("THIRD-PARTY.txt").write_text("\n".join(lines), "utf-8")

bill = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {
        "component": {
            "type": "application",
            "name": "responsibility-matrix",
            "version": version,
            "licenses": [{"expression": packages[root]["license"]}],
        }
    },
    "components": [
        {
            "type": "library",
            "name": crate["name"],
            "version": crate["version"],
            "purl": f"pkg:cargo/{crate['name']}@{crate['version']}",
            **({"licenses": [{"expression": crate["license"].replace("/", " OR ")}]} if crate["license"] else {}),
        }
        for crate in crates
    ],
}
folder.joinpath("sbom.cdx.json").write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", "utf-8")
print(f"-- {len(crates)} crates inside")
