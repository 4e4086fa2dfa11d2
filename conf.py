"""Configuration of the site; every value is explained in the handbook."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Measured"
author = "The Measured authors"
copyright = "2026, The Measured authors"
version = release = "0.1"

extensions = ["myst_parser", "sphinx_design", "sphinx_reviews"]
root_doc = "docs/index"
include_patterns = ["docs/**", "reviews/**"]
language = "en"
myst_enable_extensions = ["colon_fence", "deflist"]
smartquotes = False

html_theme = "reviews"
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_permalinks_icon = "#"

reviews_publisher = {"name": "Measured", "author": author}
reviews_data = {"license": "MIT"}
# Some of the first reviews were written before sources were asked for.
reviews_severities = {"review.source.none": "note"}

reviews_titles = {"en": "Measured", "ja": "Measured 計測レビュー"}
reviews_categories = {
    "in-ear-monitors": {
        "names": {"en": "In-ear monitors", "ja": "インイヤーモニター"},
        "tags": [
            "In-ear monitors",
            "In-ear monitor",
            "IEM",
            "Earphones",
            "Earbuds",
            "In-ear",
            "True Wireless",
            "TWS",
            "Wireless Earbuds",
            "インイヤーモニター",
            "イヤホン",
            "完全ワイヤレスイヤホン",
            "ワイヤレスイヤホン",
            "完全ワイヤレス",
            "カナル型イヤホン",
            "カナル型",
        ],
    },
    "headphone-amplifiers": {
        "names": {"en": "Headphone amplifiers", "ja": "ヘッドホンアンプ"},
        "tags": [
            "Headphone amplifier",
            "Headphone amplifiers",
            "Headphone-Amplifier",
            "Headphone amp",
            "ヘッドホンアンプ",
        ],
    },
    "headphones": {
        "names": {"en": "Headphones", "ja": "ヘッドホン"},
        "tags": [
            "Headphones",
            "Headphone",
            "Over-ear",
            "On-ear",
            "Headset",
            "ヘッドホン",
            "ヘッドフォン",
            "オーバーイヤー",
            "オンイヤー",
            "ヘッドセット",
        ],
    },
    "microphones": {
        "names": {"en": "Microphones", "ja": "マイクロホン"},
        "tags": [
            "Microphones",
            "Microphone",
            "Condenser microphone",
            "Dynamic microphone",
            "マイクロホン",
            "マイク",
            "マイクロフォン",
        ],
    },
    "players": {
        "names": {"en": "Music players", "ja": "音楽プレーヤー"},
        "tags": [
            "DAP",
            "Digital audio player",
            "CD Player",
            "Network streamer",
            "Streamer",
            "デジタルオーディオプレーヤー",
            "CDプレーヤー",
            "ネットワークプレーヤー",
        ],
    },
    "speakers": {
        "names": {"en": "Speakers", "ja": "スピーカー"},
        "tags": [
            "Speakers",
            "Speaker",
            "Studio monitors",
            "Active speakers",
            "Bookshelf speakers",
            "Floorstanding speakers",
            "Subwoofer",
            "Soundbar",
            "Desktop Speakers",
            "Portable speaker",
            "Bluetooth speaker",
            "スピーカー",
            "スタジオモニター",
            "アクティブスピーカー",
            "ブックシェルフスピーカー",
            "フロアスタンディングスピーカー",
            "サブウーファー",
            "サウンドバー",
            "デスクトップスピーカー",
            "ポータブルスピーカー",
        ],
    },
    "dacs": {
        "names": {"en": "DACs and interfaces", "ja": "DAC・インターフェース"},
        "tags": ["DAC", "USB DAC", "Audio interface", "Dongle", "オーディオインターフェース"],
    },
    "amplifiers": {
        "names": {"en": "Amplifiers", "ja": "アンプ"},
        "tags": [
            "Amplifiers",
            "Amplifier",
            "Power amplifier",
            "Integrated amplifier",
            "Preamplifier",
            "アンプ",
            "パワーアンプ",
            "プリアンプ",
            "プリメインアンプ",
        ],
    },
}
reviews_presets = {
    "measured-quality": {
        "names": {"en": "Only measured quality", "ja": "測定された品質のみ"},
        "weights": {"scientific-validity": 1},
    },
    "value": {
        "names": {"en": "Quality for the money", "ja": "価格に見合う品質"},
        "weights": {"scientific-validity": 1, "cost-performance": 1},
    },
}

latex_engine = "lualatex"
latex_documents = [
    ("docs/en/book", "measured-en.tex", "Measured", author, "manual"),
    ("docs/ja/book", "measured-ja.tex", "Measured 計測レビュー", author, "manual"),
]
latex_elements = {
    "papersize": "a4paper",
    "extraclassoptions": "openany,oneside",
    "fontpkg": r"""
\usepackage[haranoaji]{luatexja-preset}
\setmainfont{DejaVu Serif}
\setsansfont{DejaVu Sans}
\setmonofont{DejaVu Sans Mono}
""",
}
latex_show_urls = "no"
latex_use_xindy = False
