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
    "software": {
        "names": {"en": "Software", "ja": "ソフトウェア"},
        "tags": [
            "Audio plugin", "Plugin", "Room correction software", "プラグイン",
            "音響補正ソフトウェア",
        ],
        "over": ["players", "dacs", "studio"],
    },
    "in-ear-monitors": {
        "names": {"en": "In-ear monitors", "ja": "インイヤーモニター"},
        "tags": [
            "In-ear monitor", "IEM", "Earphones", "Earbuds", "In-ear", "In-ear headphones",
            "True Wireless", "TWS", "Ear-clip", "イヤホン", "イヤフォン", "カナル型",
            "完全ワイヤレス", "インイヤー", "インナーイヤー", "イヤモニ", "イヤモニター",
        ],
        "not": ["IEM adapter", "Wireless adapter"],
        "over": ["headphones", "speakers"],
    },
    "players": {
        "names": {"en": "Music players", "ja": "音楽プレーヤー"},
        "tags": [
            "DAP", "Digital audio player", "Digital music player", "Portable audio player",
            "Audio player", "Music player", "CD player", "SACD player", "CD transport",
            "Universal player", "Blu-ray player", "Disc player", "4K Blu-ray", "Cassette player",
            "Cassette deck", "Tape deck", "Voice recorder", "Network player", "Network streamer",
            "Network transport", "Digital transport", "Network audio", "Streamer", "Walkman",
            "Compact audio system", "オーディオプレーヤー", "オーディオプレイヤー",
            "デジタル音楽プレーヤー", "CDプレーヤー", "CDプレイヤー", "CDトランスポート",
            "カセットプレーヤー", "カセットデッキ", "テープデッキ", "ボイスレコーダー",
            "ネットワークプレーヤー", "ネットワークプレイヤー", "ネットワークストリーマー",
            "ネットワークトランスポート", "デジタルトランスポート", "ネットワークオーディオ",
            "ストリーマー", "ウォークマン", "4Kブルーレイ", "コンパクトオーディオシステム",
        ],
        "over": ["headphone-amplifiers", "dacs", "amplifiers"],
    },
    "headphones": {
        "names": {"en": "Headphones", "ja": "ヘッドホン"},
        "tags": [
            "Headphone", "Over-ear", "On-ear", "Headset", "Gaming headset", "Bone conduction",
            "ヘッドフォン", "オーバーイヤー", "オンイヤー", "ヘッドセット", "骨伝導",
        ],
        "not": [
            "Headphone amplifier", "Amplifier", "Headphone cable", "Headphone stand",
            "Headset microphone", "Headworn microphone", "Lavalier", "Condenser",
            "ヘッドホンアンプ", "アンプ", "ヘッドホンケーブル", "ヘッドセットマイク",
            "コンデンサー",
        ],
        "over": ["microphones", "speakers", "dacs"],
    },
    "microphones": {
        "names": {"en": "Microphones", "ja": "マイクロホン"},
        "tags": [
            "Microphone", "Mic", "Headset microphone", "Headworn microphone", "Lavalier",
            "マイク", "マイクロフォン", "ヘッドセットマイク",
        ],
        "over": ["headphones", "dacs", "amplifiers"],
    },
    "av-receivers": {
        "names": {"en": "AV receivers and processors", "ja": "AVアンプ・プロセッサー"},
        "tags": [
            "AV receiver", "AV processor", "AV preamplifier", "AV amplifier", "AVR",
            "Home theater receiver", "Home theater processor", "Surround processor",
            "Sound processor", "AVレシーバー", "AVプロセッサー", "AVアンプ", "AVプリアンプ",
            "サラウンドプロセッサー",
        ],
        "over": ["amplifiers", "headphone-amplifiers", "dacs", "speakers"],
    },
    "headphone-amplifiers": {
        "names": {"en": "Headphone amplifiers", "ja": "ヘッドホンアンプ"},
        "tags": [
            "Headphone amp", "Headphones amplifier", "DAC/Amp", "DAC amplifier", "Amp DAC",
            "DAC/Amp combo", "ヘッドフォンアンプ", "ポータブルアンプ", "Portable amplifier",
        ],
        "not": [
            "Integrated amplifier", "プリメインアンプ", "Audio interface",
            "オーディオインターフェース",
        ],
        "over": ["dacs", "amplifiers", "studio"],
    },
    "accessories": {
        "names": {"en": "Cables and accessories", "ja": "ケーブル・アクセサリー"},
        "tags": [
            "Cable", "Interconnect", "Speaker accessory", "Speaker accessories", "Speaker stand",
            "Headphone stand", "Speaker mount", "Studio monitor mount", "Wall mount",
            "Ceiling mount", "Vibration isolation", "Vibration control", "Isolation platform",
            "Acoustic treatment", "Acoustic panel", "Tweaks", "Power conditioner", "Power strip",
            "Ear pads", "Eartips", "ケーブル", "スピーカーアクセサリー", "スピーカースタンド",
            "ヘッドホンスタンド", "スピーカーマウント", "ウォールマウント", "振動絶縁",
            "振動制御", "音響処理", "調整用品", "電源タップ", "イヤーピース", "イヤーパッド",
            "インシュレーター",
        ],
        "not": [
            "Turntable", "ターンテーブル", "Detachable cable", "Interchangeable cable",
            "着脱式ケーブル",
        ],
    },
    "record-players": {
        "names": {"en": "Record playing", "ja": "レコード再生"},
        "tags": [
            "Turntable", "Record player", "Cartridge", "Phono cartridge", "MC cartridge",
            "MM cartridge", "Stylus", "Tonearm", "Phono preamp", "Phono preamplifier",
            "Phono stage", "Phono equalizer", "ターンテーブル", "レコードプレーヤー",
            "カートリッジ", "トーンアーム", "フォノイコライザー", "フォノアンプ",
            "フォノプリアンプ",
        ],
        "not": ["Integrated amplifier", "プリメインアンプ", "Preamplifier"],
        "over": ["amplifiers", "dacs", "accessories"],
    },
    "speakers": {
        "names": {"en": "Speakers", "ja": "スピーカー"},
        "tags": [
            "Speaker", "Loudspeaker", "Studio monitor", "Active monitor", "Nearfield monitor",
            "Monitor speaker", "Subwoofer", "Soundbar", "Speaker system", "Center channel",
            "Floor-standing", "スタジオモニター", "アクティブモニター", "ニアフィールドモニター",
            "サブウーファー", "サブウーハー", "サウンドバー", "スピーカーシステム",
            "フロアスタンディング",
        ],
        "not": ["Headphone", "ヘッドホン"],
        "over": ["amplifiers", "dacs", "headphone-amplifiers", "microphones", "players"],
    },
    "amplifiers": {
        "names": {"en": "Amplifiers", "ja": "アンプ"},
        "tags": [
            "Amplifier", "Amp", "Power amplifier", "Integrated amplifier", "Preamplifier",
            "Preamp", "Streaming amplifier", "アンプ", "パワーアンプ", "プリアンプ",
            "プリメインアンプ", "インテグレーテッドアンプ", "パワードアンプ",
        ],
        "not": [
            "Dongle", "Portable", "ドングル", "ポータブル", "Microphone preamp",
            "マイクプリアンプ", "Guitar amplifier", "ギターアンプ",
        ],
        "over": ["dacs"],
    },
    "dacs": {
        "names": {"en": "DACs and interfaces", "ja": "DAC・インターフェース"},
        "tags": [
            "DAC", "USB DAC", "Digital-to-analog converter", "D/A converter", "DDC",
            "Audio interface", "USB interface", "Digital interface", "USB bridge", "Dongle",
            "Sound card", "Bluetooth receiver", "Bluetooth transmitter", "DAコンバーター",
            "オーディオインターフェース", "オーディオインターフェイス", "ドングル",
            "サウンドカード", "Bluetoothレシーバー", "Bluetoothトランスミッター",
        ],
        "over": ["amplifiers", "studio"],
    },
    "studio": {
        "names": {"en": "Studio and stage", "ja": "スタジオ・ステージ機器"},
        "tags": [
            "Mixer", "Monitor controller", "Volume controller", "Equalizer", "EQ",
            "Parametric equalizer", "Compressor", "DI box", "Fader", "Fader box", "Attenuator",
            "Digital signal processor", "Microphone preamp", "Guitar amplifier", "Guitar system",
            "Guitar", "Effects pedal", "ミキサー", "モニターコントローラー",
            "ボリュームコントローラー", "イコライザー", "コンプレッサー", "DIボックス",
            "フェーダー", "フェーダーボックス", "アッテネーター", "マイクプリアンプ",
            "ギターアンプ", "ギターシステム", "ギター",
        ],
        "not": ["Parametric EQ", "パラメトリックEQ"],
    },
}  # fmt: skip
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
