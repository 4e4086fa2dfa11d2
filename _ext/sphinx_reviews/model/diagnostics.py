"""Diagnostics: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error fails a check, a warning does not, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(Enum):
    """The dotted name, default severity, meaning and remedy of each finding.

    The handbook's page of codes is generated from this list. Names are stable: a baseline or a
    ``suppress_warnings`` entry written today must still mean the same next year.
    """

    def __new__(cls, name: str, severity: Severity, meaning: str, remedy: str) -> Code:
        """Make the dotted name the member's value."""
        member = object.__new__(cls)
        member._value_ = name
        member.severity = severity
        member.meaning = meaning
        member.remedy = remedy
        member.__doc__ = f"{meaning} {remedy}"
        return member

    severity: Severity
    meaning: str
    remedy: str

    FILE_ENCODING = (
        "review.file.encoding",
        Severity.ERROR,
        "The file is not valid UTF-8.",
        "Save it as UTF-8 without other encodings mixed in.",
    )
    FILE_UNREADABLE = (
        "review.file.unreadable",
        Severity.ERROR,
        "The file cannot be read: it is missing, closed to whoever builds, a link that leads "
        "outside, too large, or its name does not end in `.md`.",
        "Put a regular file of at most 1 MiB in its place.",
    )
    FRONT_MATTER_MISSING = (
        "review.front-matter.missing",
        Severity.ERROR,
        "The file does not start with a front-matter block between two `---` lines.",
        "Start the file with `---`, the keys, and a line `---` of its own.",
    )
    FRONT_MATTER_YAML = (
        "review.front-matter.yaml",
        Severity.ERROR,
        "The front matter is not a YAML mapping, or uses anchors, aliases, tags or deep nesting.",
        "Mend the YAML at the place named; write every value out.",
    )
    FRONT_MATTER_KEY = (
        "review.front-matter.key",
        Severity.ERROR,
        "A front-matter key is outside the closed set of keys.",
        "Use the key suggested, or remove it.",
    )
    FRONT_MATTER_DUPLICATE = (
        "review.front-matter.duplicate",
        Severity.ERROR,
        "A front-matter key stands twice; YAML would silently keep the last.",
        "Remove one of the two.",
    )
    FRONT_MATTER_ORDER = (
        "review.front-matter.order",
        Severity.NOTE,
        "The keys of the front matter stand in another order than in most reviews.",
        "Put them in that order; `fix --write` does it.",
    )
    FRONT_MATTER_REQUIRED = (
        "review.front-matter.required",
        Severity.ERROR,
        "A required front-matter key is missing or empty.",
        "Add the key with its value.",
    )
    FRONT_MATTER_TYPE = (
        "review.front-matter.type",
        Severity.ERROR,
        "A front-matter value has the wrong type or shape.",
        "Write the value in the shape the message names.",
    )
    ID_UNSAFE = (
        "review.id.unsafe",
        Severity.ERROR,
        "A ref or company_id is not safe as part of an address and a file name.",
        "Use lower-case letters, digits and single hyphens.",
    )
    PERMALINK_UNSAFE = (
        "review.permalink.unsafe",
        Severity.ERROR,
        "A permalink is not a plain path inside the site.",
        "Write it as `/products/en/some-name/`, with letters, digits, `-`, `_` and `.` only.",
    )
    DUPLICATE_REF = (
        "review.duplicate.ref",
        Severity.ERROR,
        "Two files review the same subject in the same language.",
        "Give one of them another ref, or remove it.",
    )
    DUPLICATE_PERMALINK = (
        "review.duplicate.permalink",
        Severity.ERROR,
        "Another page or a file of the build stands at this address (letter case aside).",
        "Give the review another permalink.",
    )
    REDIRECT = (
        "review.redirect",
        Severity.ERROR,
        "An old address cannot lead on: it is no path inside the site, a page stands there, it "
        "leads two ways, or where it leads there is nothing.",
        "Write in `redirect_from`, or in the list of redirects, an address that no page has.",
    )
    ADDRESS_LOST = (
        "review.address.lost",
        Severity.ERROR,
        "Nothing answers at an address of the list of those that must go on answering.",
        "Add it to `redirect_from` of the review that took its place, or to the list of redirects.",
    )
    LEDGER_LINE = (
        "review.ledger.line",
        Severity.ERROR,
        "A line of the ledger of earlier scores cannot be read.",
        "Take the line out, or bring it back from the file's history; the command `ledger` writes "
        "such lines.",
    )
    LEDGER_BEHIND = (
        "review.ledger.behind",
        Severity.NOTE,
        "The ledger does not hold what a review says now: a score, a price or a date has changed.",
        "Run `sphinx-reviews ledger` and commit the file.",
    )
    CONFIG_PAGE = (
        "review.config.page",
        Severity.WARNING,
        "The configuration links from header or footer to a page that does not exist.",
        "Write the page's path without its suffix, as in `docs/about`.",
    )
    SCORE_COUNT = (
        "review.score.count",
        Severity.ERROR,
        "The rating has not exactly one overall score and one score per criterion.",
        "Write the overall score first, then each criterion in the rubric's order.",
    )
    SCORE_RANGE = (
        "review.score.range",
        Severity.ERROR,
        "A score lies outside the rubric's scale.",
        "Use a score within the scale.",
    )
    DIRECTIVE_UNKNOWN_REF = (
        "review.ref.unknown",
        Severity.WARNING,
        "A directive or role names a review that does not exist.",
        "Write a ref that a review has, or add the review.",
    )
    DIRECTIVE_OPTION = (
        "review.directive.option",
        Severity.WARNING,
        "An option of one of this extension's directives cannot be used and was passed over.",
        "Write an option and a value that the handbook names.",
    )
    CONTENT_DIRECTIVE = (
        "review.content.directive",
        Severity.ERROR,
        "A review uses a directive outside the allow-list; its text is shown as code.",
        "Write the same with plain Markdown or an allowed directive.",
    )
    CONTENT_ROLE = (
        "review.content.role",
        Severity.ERROR,
        "A review uses a role outside the allow-list; its text is shown as code.",
        "Write the same with plain Markdown or an allowed role.",
    )
    CONTENT_HTML = (
        "review.content.html",
        Severity.ERROR,
        "A review contains raw HTML; it is shown as text.",
        "Write it in Markdown; put a lone `<` in backquotes.",
    )
    CONTENT_LINK = (
        "review.content.link",
        Severity.ERROR,
        "A link leads to a scheme or a file that reviews may not link to.",
        "Use http, https, mailto, an address inside the site, or a review's ref.",
    )
    LINK_UNKNOWN = (
        "review.link.unknown",
        Severity.WARNING,
        "A link leads to the address or the file of a review that is not there.",
        "Mend the address or the path, or add the review.",
    )
    LINK_LOST = (
        "review.link.lost",
        Severity.WARNING,
        "A link on a finished page leads to no file of the site, or to no place on its page.",
        "Mend the link where it is written.",
    )
    CONTENT_PICTURE = (
        "review.content.picture",
        Severity.ERROR,
        "A picture is a link out of the folder of reviews, is not what its name's ending says, is "
        "damaged or too large, or is an SVG that holds more than a drawing. It is not published.",
        "Put the picture itself beside the review, at most 5 MiB as PNG, JPEG, WebP, AVIF or GIF, "
        "or as plain SVG without scripts, styles, links and document type.",
    )
    SERIES_FILE = (
        "review.series.file",
        Severity.ERROR,
        "A series is not in the review's folder, is a link, too large, or not UTF-8. No curve is "
        "drawn.",
        "Put a plain CSV file of at most 128 KiB beside the review, and name it as it is.",
    )
    SERIES_NUMBER = (
        "review.series.number",
        Severity.ERROR,
        "A line of a series is not two numbers. No curve is drawn.",
        "Write two plain numbers with a comma between them, decimals with a point: `1000,-3.5`.",
    )
    SERIES_ORDER = (
        "review.series.order",
        Severity.ERROR,
        "The lines of a series do not stand in the order of their first number, or one stands "
        "twice. No curve is drawn.",
        "Sort the lines by their first number, each once.",
    )
    SERIES_SIZE = (
        "review.series.size",
        Severity.ERROR,
        "A series has fewer than two points or more than 4,000. No curve is drawn.",
        "Export fewer points per octave, or add the measured points.",
    )
    SERIES_UNIT = (
        "review.series.unit",
        Severity.ERROR,
        "The head of a series tells another unit than its field has, or its numbers lie off the "
        "axes. No curve is drawn.",
        "Give the numbers in the field's units, or widen the axis in `reviews_fields`.",
    )
    CONTENT_MATH = (
        "review.content.math",
        Severity.ERROR,
        "A formula uses a command outside what a formula needs.",
        "Use plain LaTeX mathematics without definitions, links, styles or inclusion.",
    )
    CONTENT_NODE = (
        "review.content.node",
        Severity.ERROR,
        "The review contains an element that reviews may not contain, such as a heading without"
        " words; it was removed.",
        "Remove it from the text.",
    )

    # What a review says about itself
    PERMALINK_MISMATCH = (
        "review.permalink.mismatch",
        Severity.WARNING,
        "The permalink does not agree with the review's kind, language or ref.",
        "Write the address that the kind, the language and the ref give.",
    )
    DUPLICATE_CASE = (
        "review.duplicate.case",
        Severity.ERROR,
        "Two ids or file names differ only in letter case or in the coding of an accent.",
        "Rename one: some file systems and servers take them for the same.",
    )
    COMPANY_UNKNOWN = (
        "review.company.unknown",
        Severity.NOTE,
        "No company review has this company_id in the language.",
        "Add a review of the company, or mend the company_id.",
    )
    COMPANY_SPELLING = (
        "review.company.spelling",
        Severity.ERROR,
        "The company_id exists, but only in another spelling.",
        "Use the spelling of the company's own review.",
    )
    TITLE_MISMATCH = (
        "review.title.mismatch",
        Severity.WARNING,
        "The title does not contain the target_name.",
        "Name the subject in the title as target_name does.",
    )
    FILE_NAME = (
        "review.file.name",
        Severity.WARNING,
        "The file's name is not the review's ref.",
        "Rename the file, or mend the ref.",
    )
    FILE_FOLDER = (
        "review.file.folder",
        Severity.WARNING,
        "The file lies in the folder of another language or company.",
        "Move the file, or mend the front matter.",
    )

    # Scores and sections
    SCORE_STEP = (
        "review.score.step",
        Severity.ERROR,
        "A score is not on a step of the rubric's scale.",
        "Round the score to the scale's step.",
    )
    SCORE_SUM = (
        "review.score.sum",
        Severity.ERROR,
        "The overall score is not what the criteria give.",
        "Mend the overall score or a criterion.",
    )
    SCORE_MARKER = (
        "review.score.marker",
        Severity.ERROR,
        "The score under a heading is not the score in the front matter.",
        "Make both say the same.",
    )
    SCORE_MARKER_MISSING = (
        "review.score.marker-missing",
        Severity.ERROR,
        "A criterion's section has no score under its heading.",
        "Write the score as a line of its own, such as `$$ \\Large \\text{0.8} $$`.",
    )
    SECTION_MISSING = (
        "review.section.missing",
        Severity.ERROR,
        "A criterion of the rubric has no section.",
        "Add the section, or rename the heading that stands for it.",
    )
    SECTION_EMPTY = (
        "review.section.empty",
        Severity.WARNING,
        "A criterion's section gives a score and no reason.",
        "Write why the score is what it is.",
    )
    SECTION_ORDER = (
        "review.section.order",
        Severity.WARNING,
        "A criterion's section stands out of the rubric's order.",
        "Put the sections into the rubric's order.",
    )
    SECTION_REPEATED = (
        "review.section.repeated",
        Severity.WARNING,
        "Two headings stand for the same criterion.",
        "Join the two sections.",
    )

    # Claims
    CLAIM_QUOTIENT = (
        "review.claim.quotient",
        Severity.ERROR,
        "A stated quotient is wrong, by so much that it gives another score.",
        "Correct the quotient or the amounts.",
    )
    CLAIM_SUM = (
        "review.claim.sum",
        Severity.ERROR,
        "A stated sum, average or longer calculation is wrong, by at least one step of the scale.",
        "Correct the result or the numbers.",
    )
    CLAIM_ROUNDING = (
        "review.claim.rounding",
        Severity.ERROR,
        "A result is rounded to a wrong number.",
        "Round the result half up.",
    )
    CLAIM_TWICE = (
        "review.claim.twice",
        Severity.ERROR,
        "A score comes from rounding a number that was rounded already: 0.7498, 0.75, 0.8.",
        "Round the exact quotient once.",
    )
    CLAIM_DIGIT = (
        "review.claim.digit",
        Severity.NOTE,
        "A stated result is wrong in digits that change no score.",
        "Correct the last digits.",
    )
    CLAIM_IMPRECISE = (
        "review.claim.imprecise",
        Severity.WARNING,
        "A stated result, and the score it gives, is not that of the numbers as written, only of "
        "unrounded ones.",
        "Write the amounts that were divided, or the quotient of those written.",
    )
    CLAIM_TRUNCATED = (
        "review.claim.truncated",
        Severity.NOTE,
        "A stated result is cut off instead of rounded.",
        "Round the last digit, or write … after it.",
    )
    CLAIM_CURRENCY = (
        "review.claim.currency",
        Severity.WARNING,
        "A calculation divides amounts in two currencies.",
        "Write both amounts in one currency.",
    )
    CLAIM_PRICE = (
        "review.claim.price",
        Severity.WARNING,
        "The cost calculation divides by an amount that is not the price in the front matter.",
        "Use the same price in both.",
    )
    CLAIM_SCORE = (
        "review.claim.score",
        Severity.WARNING,
        "The cost calculation does not round to the criterion's score.",
        "Mend the score or the calculation.",
    )

    # The cheapest equivalent
    EQUIVALENT_UNKNOWN = (
        "review.equivalent.unknown",
        Severity.WARNING,
        "The key `equivalent` names no product reviewed in this language, or the product itself.",
        "Use the ref of a reviewed product, or remove the key.",
    )
    EQUIVALENT_CYCLE = (
        "review.equivalent.cycle",
        Severity.WARNING,
        "Products name each other as the cheaper equivalent, round in a circle.",
        "Decide which of them is the cheaper one.",
    )
    EQUIVALENT_DEARER = (
        "review.equivalent.dearer",
        Severity.WARNING,
        "The product named as the cheaper equivalent is dearer by its own review.",
        "Bring the prices up to date, or name another product.",
    )
    EQUIVALENT_STALE = (
        "review.equivalent.stale",
        Severity.NOTE,
        "The product named as the cheapest equivalent names a still cheaper one itself.",
        "Compare with the cheaper one.",
    )

    EQUIVALENT_DRIFT = (
        "review.equivalent.drift",
        Severity.WARNING,
        "The calculation takes the equivalent at a price more than a third off its own review's.",
        "Bring one of the two prices up to date.",
    )
    EQUIVALENT_PAIR = (
        "review.equivalent.pair",
        Severity.NOTE,
        "The calculation takes the equivalent at twice or half the price of its own review.",
        "Say in both whether the price is for one or for a pair.",
    )

    # Sources
    SOURCE_MISSING = (
        "review.source.missing",
        Severity.ERROR,
        "A citation such as `[3]` has no entry in the references.",
        "Add the entry, or mend the number.",
    )
    FOOTNOTE = (
        "review.footnote",
        Severity.WARNING,
        "A footnote such as `[^rates]` has no text, more than one, or is named nowhere.",
        "Give each footnote one text, `[^rates]: …`, and name it where it belongs.",
    )
    SOURCE_UNCITED = (
        "review.source.uncited",
        Severity.NOTE,
        "An entry of the references is cited nowhere.",
        "Cite it where it proves something, or remove it.",
    )
    SOURCE_NUMBERING = (
        "review.source.numbering",
        Severity.WARNING,
        "The entries of the references are not numbered 1, 2, 3 … without gaps and repeats.",
        "Number the entries in order.",
    )
    SOURCE_ADDRESS = (
        "review.source.address",
        Severity.WARNING,
        "An entry of the references has no web address and does not say why.",
        "Add the address, or say why there is none, such as `(print)` or `(no URL)`.",
    )
    SOURCE_URL = (
        "review.source.url",
        Severity.WARNING,
        "A web address is not well formed, or the next word is glued to it.",
        "Mend the address; put a space behind it.",
    )
    SOURCE_DEAD = (
        "review.source.dead",
        Severity.NOTE,
        "The address of a source did not answer when the build `linkcheck` last asked it.",
        "Give the page's new address, or that of an archived copy.",
    )
    SOURCE_DATE = (
        "review.source.date",
        Severity.WARNING,
        "The day on which a source was read is no day of the calendar.",
        "Write it as `accessed 2025-07-20`.",
    )

    SOURCE_NONE = (
        "review.source.none",
        Severity.WARNING,
        "A review names no source at all, so that a reader can check nothing.",
        "Add the references, and cite them.",
    )
    SOURCE_WEAK = (
        "review.source.weak",
        Severity.NOTE,
        "A source is a home page, a page of search results, or a page of this site.",
        "Give the address of the page that proves it.",
    )
    SOURCE_BRACKETS = (
        "review.source.brackets",
        Severity.NOTE,
        "A citation or an entry is written in full-width brackets, as `［1］`.",
        "Write `[1]`, or run `python -m sphinx_reviews fix`.",
    )
    SOURCE_TWICE = (
        "review.source.twice",
        Severity.NOTE,
        "Two entries of the references have the same address.",
        "Join the two entries.",
    )
    SOURCE_LATER = (
        "review.source.later",
        Severity.NOTE,
        "A source was read after the day that the review bears.",
        "Set the key `updated` to the day of the newest state.",
    )
    DATE_FUTURE = (
        "review.date.future",
        Severity.WARNING,
        "A date of the review or of a source lies in the future.",
        "Write the day on which it was; a review is shown from its date on.",
    )
    DATE_CLOSING = (
        "review.date.closing",
        Severity.NOTE,
        "The date that closes the text is not a date of the front matter.",
        "Write the same day in both, or run `python -m sphinx_reviews fix`.",
    )
    DUPLICATE_SUBJECT = (
        "review.duplicate.subject",
        Severity.WARNING,
        "One product is reviewed twice in one language, under two refs.",
        "Join the two reviews, or tell the products apart by their names.",
    )
    PRICE_TEXT = (
        "review.price.text",
        Severity.WARNING,
        "The price in the front matter is more than a tenth off every price in the text.",
        "Make text and front matter say the same.",
    )
    PRICE_MISSING = (
        "review.price.missing",
        Severity.NOTE,
        "The cost score is at its maximum, and the review names no price.",
        "Add the key `price`.",
    )
    CLAIM_ABSENT = (
        "review.claim.absent",
        Severity.NOTE,
        "The cost score is below its maximum, and the section holds no calculation.",
        "Show the division of the two prices.",
    )

    # Translations and tags
    TRANSLATION_RATING = (
        "review.translation.rating",
        Severity.WARNING,
        "Two languages of a review give different scores.",
        "Bring the older side up to date.",
    )
    TRANSLATION_COMPANY = (
        "review.translation.company",
        Severity.WARNING,
        "Two languages of a review name different companies.",
        "Use one company_id.",
    )
    TRANSLATION_DATE = (
        "review.translation.date",
        Severity.NOTE,
        "Two languages of a review bear different dates.",
        "Bring the older side up to date.",
    )
    TRANSLATION_PRICE = (
        "review.translation.price",
        Severity.WARNING,
        "The prices in two languages are too far apart for any usual rate of exchange.",
        "Bring the older price up to date, or widen `reviews_exchange`.",
    )
    TRANSLATION_MISSING = (
        "review.translation.missing",
        Severity.NOTE,
        "A review exists in one language only.",
        "Translate it, or mend the ref that should join the two.",
    )
    TRANSLATION_FIGURE = (
        "review.translation.figure",
        Severity.WARNING,
        "A section of two languages gives the same measured figures but for one.",
        "Look the figure up and mend the wrong side.",
    )
    TAG_NEAR = (
        "review.tag.near",
        Severity.NOTE,
        "A tag differs from a more frequent one only in case, width, hyphen or plural.",
        "Use the frequent form, or map one to the other in `reviews_tag_map`.",
    )
    CATEGORY_DOUBTFUL = (
        "review.category.doubtful",
        Severity.NOTE,
        "The name, the tags or the summary speak for more than one category, or only the summary "
        "speaks for one.",
        "Write the key `category`, or mend the tags.",
    )
    CATEGORY_NONE = (
        "review.category.none",
        Severity.NOTE,
        "Nothing in the name, the tags and the summary speaks for a category of the site.",
        "Write the key `category`, or add the word to the category in `reviews_categories`.",
    )
    TAG_MAPPED = (
        "review.tag.mapped",
        Severity.NOTE,
        "A tag is written in a form that `reviews_tag_map` replaces.",
        "Run `python -m sphinx_reviews tags --write`.",
    )

    SUMMARY_SCORE = (
        "review.summary.score",
        Severity.WARNING,
        "The summary praises the value of what scores next to nothing for it, or the reverse.",
        "Mend the summary or the score.",
    )
    NAME_DOUBLED = (
        "review.name.doubled",
        Severity.WARNING,
        "A word stands twice in a row in the name or the title.",
        "Write it once.",
    )
    NAME_UNUSED = (
        "review.name.unused",
        Severity.NOTE,
        "The text uses neither the name of its subject nor a part that tells it from others.",
        "See whether text and front matter are about the same.",
    )
    SECTION_ABSENT = (
        "review.section.absent",
        Severity.WARNING,
        "A section that every review must have is missing.",
        "Add it, or change `reviews_required_sections`.",
    )
    TEXT_QUANTITY = (
        "review.text.quantity",
        Severity.WARNING,
        "A number has lost its unit, or has one that its quantity does not take.",
        "Write each number with its own unit, such as `20 Hz–20 kHz`.",
    )
    TEXT_LANGUAGE = (
        "review.text.language",
        Severity.WARNING,
        "A word or the summary is in another language than the review.",
        "Write it in the review's language.",
    )

    # Text
    TEXT_EMPHASIS = (
        "review.text.emphasis",
        Severity.WARNING,
        "A `**` stays visible: it neither opens nor closes bold text where it stands.",
        "Put a space outside the `**` that touches punctuation, or remove it.",
    )
    TEXT_FENCE = (
        "review.text.fence",
        Severity.ERROR,
        "A block of code or a directive is never closed; it swallows the sections below.",
        "Close it with a line of the same signs, such as three backquotes.",
    )
    TEXT_TABLE = (
        "review.text.table",
        Severity.WARNING,
        "A row of a table has more cells than its head; what stands in those beyond is not shown.",
        "Write `\\|` for a bar within a cell, or give the head as many cells.",
    )
    TEXT_DOLLAR = (
        "review.text.dollar",
        Severity.WARNING,
        "A bare `$` stands in the prose; two of them would turn the text between into a formula.",
        "Write the currency as USD, or put a backslash before the sign.",
    )
    TEXT_PLACEHOLDER = (
        "review.text.placeholder",
        Severity.WARNING,
        "A text that a new review begins with is still there.",
        "Write your own in its place.",
    )
    TEXT_REPLACEMENT = (
        "review.text.replacement",
        Severity.ERROR,
        "The text holds the replacement character U+FFFD: something was lost.",
        "Write the lost character again.",
    )
    TEXT_MOJIBAKE = (
        "review.text.mojibake",
        Severity.WARNING,
        "The text holds characters that come from reading it in a wrong encoding.",
        "Write the characters that were meant.",
    )
    TEXT_WAVE_DASH = (
        "review.text.wave-dash",
        Severity.NOTE,
        "A file mixes the two wave dashes U+301C and U+FF5E.",
        "Use one of them throughout.",
    )
    TEXT_INVISIBLE = (
        "review.text.invisible",
        Severity.WARNING,
        "The text holds an invisible character or one that reverses the writing direction.",
        "Remove it.",
    )
    CONTENT_MARKUP = (
        "review.content.markup",
        Severity.ERROR,
        "A front-matter value or the text holds markup of another format, such as a template or a "
        "spreadsheet formula; it is shown as text.",
        "Write plain text.",
    )
    CONTENT_SIZE = (
        "review.content.size",
        Severity.ERROR,
        "The text is nested or repeated beyond what a review needs.",
        "Write it flat.",
    )

    # Outputs, found while they are made
    HTML_MATH = (
        "review.html.math",
        Severity.WARNING,
        "A formula cannot be drawn on a page; it is shown as it was written.",
        "Write it with plainer commands.",
    )
    SEARCH_INDEX = (
        "review.search.index",
        Severity.WARNING,
        "The full-text index could not be made; the site has no full-text search.",
        "Mend what is told, or set `reviews_search = False`.",
    )
    LATEX_IMAGE = (
        "review.latex.image",
        Severity.WARNING,
        "TeX cannot show a picture of this kind; its alternative text stands instead.",
        "Put a PNG or JPEG file in its place.",
    )
    LATEX_MATH = (
        "review.latex.math",
        Severity.WARNING,
        "TeX cannot set a formula; it is shown as it was written.",
        "Write it with plainer commands.",
    )
    PDF_FONT = (
        "review.pdf.font",
        Severity.WARNING,
        "There is no font for a language; books in other languages are made all the same.",
        "Install the font named.",
    )
    PDF_GLYPH = (
        "review.pdf.glyph",
        Severity.WARNING,
        "No font has a character, or not together with the mark on it; the book shows `�` for it.",
        "Name a font that has it in `reviewpdf_fonts`, or remove the character.",
    )
    PDF_IMAGE = (
        "review.pdf.image",
        Severity.WARNING,
        "A picture cannot be set in the book; its text is shown.",
        "Put a PNG, JPEG, GIF, WebP or SVG file of the site in its place.",
    )
    PDF_MATH = (
        "review.pdf.math",
        Severity.WARNING,
        "A formula cannot be set in the book; its source is shown.",
        "Write it with plainer commands.",
    )
    PDF_NODE = (
        "review.pdf.node",
        Severity.WARNING,
        "A page holds something that the book has no form for; its text is shown.",
        "Write the same with plain Markdown.",
    )
    PDF_TYPST = (
        "review.pdf.typst",
        Severity.WARNING,
        "Typst refused the book; no file is written.",
        "Mend the page that is named, or report the case with its source.",
    )


class RuleError(Exception):
    """A rule of the site or of another extension has failed; the text says which, where and why."""


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code that a site or another extension adds: its dotted name does not begin with ours."""

    value: str
    severity: Severity
    meaning: str
    remedy: str

    def __post_init__(self) -> None:
        """Refuse a name that is not dotted, or that stands among ours."""
        head, dot, rest = self.value.partition(".")
        if not (head and dot and rest) or head == "review":
            raise ValueError(
                f"{self.value!r}: write a dotted name of your own, such as 'acme.weight'"
            )


AnyCode = Code | OwnCode


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place.

    ``line`` and ``column`` count from 1; 0 stands for the whole file. ``value`` is what was found,
    ``hint`` how to mend this very case.
    """

    code: AnyCode
    path: str
    line: int
    message: str
    column: int = 0
    value: str = ""
    hint: str = ""
    ref: str = ""
    lang: str = ""
    severity: Severity = field(default=Severity.ERROR)
    cause: str = ""
    """Path of another file whose change can bring the finding about."""

    def text(self) -> str:
        """Say what is wrong, the value, and how to mend it, in one line."""
        parts = [self.message]
        if self.value:
            value = clip(self.value)
            sentence = self.hint and value[-2:-1].isalpha() and value.endswith(".")
            parts.append(f": {value[:-1] if sentence else value}")
        if self.hint:
            parts.append(f"; {self.hint}")
        return "".join(parts)

    def __str__(self) -> str:
        """Return ``path:line: code: text``."""
        return f"{self.path}:{self.line}: {self.code.value}: {self.text()}"


def diagnostic(
    code: AnyCode,
    path: str,
    line: int,
    message: str,
    *,
    column: int = 0,
    value: object = "",
    hint: str = "",
    ref: str = "",
    lang: str = "",
) -> Diagnostic:
    """Return a finding of the code's own severity; the one way findings come about."""
    return Diagnostic(
        code,
        path,
        line,
        message,
        column=column,
        value=str(value),
        hint=hint or _as_hint(code),
        ref=ref,
        lang=lang,
        severity=code.severity,
    )


def _as_hint(code: AnyCode) -> str:
    """Return the remedy as the end of a line; the words of others stay as they wrote them."""
    remedy = code.remedy.removesuffix(".")
    return f"{remedy[:1].lower()}{remedy[1:]}" if isinstance(code, Code) else code.remedy


def codes_markdown() -> str:
    """Return the handbook's table of codes as Markdown, one section per group of codes."""
    parts: list[str] = []
    group = ""
    for code in sorted(Code, key=lambda code: code.value):
        head = code.value.split(".")[1]
        if head != group:
            group = head
            parts.append(f"## review.{head}\n")
        parts.append(f"(code-{code.value.replace('.', '-')})=\n### `{code.value}`\n")
        parts.append(f"**{code.severity.value}.** {code.meaning} {code.remedy}\n")
    return "\n".join(parts)


def clip(value: str, limit: int = 80) -> str:
    """Return the value as one printable line of at most ``limit`` characters."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(value.split()))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
