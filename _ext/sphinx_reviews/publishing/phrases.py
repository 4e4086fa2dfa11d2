"""The words that the browser's tools show, in one language."""

from __future__ import annotations

from collections.abc import Callable


def phrases(_: Callable[[str], str]) -> dict[str, str]:
    """Return the browser's words by their keys; ``{name}`` stands for what the browser fills in."""
    return {**_explorer(_), **_columns(_), **_comparison(_), **_search(_)}


def _explorer(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "explorer": _("Find and compare"),
        "filters": _("Filters"),
        "active": _("Chosen filters"),
        "show_results": _("Show the results"),
        "remove": _("Remove {what}"),
        "reset": _("Reset all filters"),
        "text": _("Name, maker or tag"),
        "find_in": _("Look for: {what}"),
        "more": _("{count} more; type to find them"),
        "any_tag": _("any of these tags"),
        "all_tags": _("all of these tags"),
        "tag_mode": _("How chosen tags combine"),
        "tags": _("Tags"),
        "least": _("at least"),
        "most": _("at most"),
        "from": _("from"),
        "until": _("until"),
        "priced": _("Only with a price"),
        "sources_least": _("Sources, at least"),
        "criteria": _("Single criteria"),
        "evidence": _("Evidence and date"),
        "weights": _("Own weights"),
        "weights_note": _("Set what counts for you; the list is ranked anew at once."),
        "no_weights": _("As reviewed"),
        "found_products": _("{shown} of {total} products"),
        "found_companies": _("{shown} of {total} companies"),
        "nothing": _("No review fits."),
        "sort": _("Sort by"),
        "sort_by": _("Sort by {column}"),
        "falling_numbers": _("{column}, highest first"),
        "rising_numbers": _("{column}, lowest first"),
        "rising_letters": _("{column}, A to Z"),
        "falling_letters": _("{column}, Z to A"),
        "falling_days": _("{column}, newest first"),
        "rising_days": _("{column}, oldest first"),
        "rising_list": _("{column}, in order"),
        "falling_list": _("{column}, in reverse order"),
        "columns": _("Columns"),
        "view": _("View"),
        "view_table": _("Table"),
        "view_cards": _("Cards"),
        "values_table": _("The values as a table"),
        "list": _("Reviews"),
        "rank": _("Rank"),
        "tied": _("tied"),
        "skip_filters": _("Skip to the results"),
        "file": _("Save what is shown as a CSV file"),
        "unknown_filters": _("Not known here and left out: {what}"),
        "map_point": _("The chosen point"),
        "map_shown": _("The filters leave {shown} of {total} points."),
        "zoom": _("Zoom"),
        "zoom_in": _("Nearer"),
        "zoom_out": _("Farther"),
        "close": _("Close"),
        "named": _("{what}: {value}"),
        "from_to": _("{low} – {high}"),
        "none": _("not given"),
    }


def _columns(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "maker": _("Maker"),
        "category": _("Category"),
        "overall": _("Overall score"),
        "own": _("Own score"),
        "price": _("Price"),
        "date": _("Reviewed"),
    }


def _comparison(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "compare": _("Compare"),
        "compare_now": _("Compare them"),
        "comparison": _("Comparison"),
        "tray": _("Products to compare"),
        "in_tray": _("{count} of at most {most} products to compare"),
        "add": _("Compare {name}"),
        "add_this": _("Add to the comparison"),
        "added_this": _("In the comparison"),
        "clear": _("Clear"),
        "tray_full": _("{most} are the most; take one out before you add {name}."),
        "shared": _("This comparison came with a link. Your own of {count} is kept."),
        "shared_back": _("Back to mine"),
        "shared_take": _("Make this one mine"),
        "lists": _("Your shortlists"),
        "list_name": _("Name for this comparison"),
        "list_keep": _("Keep it"),
        "list_kept": _("Kept on this device: {name}."),
        "list_lost": _("This browser keeps nothing, so {name} is not kept."),
        "add_product": _("Add a product"),
        "remove_short": _("Remove"),
        "too_few": _("Choose at least two products."),
        "compared": _("{count} products side by side."),
        "unknown": _("Not found: {count}."),
        "not_loaded": _("The data could not be loaded. Please try again."),
        "only_different": _("Only rows that differ"),
        "behind": _("from the best"),
        "best": _("best"),
        "worst": _("worst"),
        "summary": _("Summary"),
        "pros": _("In its favour"),
        "cons": _("Against it"),
        "equivalent": _("The cheaper equivalent named here"),
        "is_equivalent": _("The review of {one} names {other} as the cheaper equivalent."),
        "chart": _("The criteria laid over each other"),
        "chart_title": _("Scores by criterion; the table above holds the same numbers"),
    }


def _search(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "search": _("Search"),
        "results": _("Results"),
        "suggestions": _("Results: {count}; arrow keys choose"),
        "kind": _("Kind"),
        "kind_product": _("Products"),
        "kind_company": _("Companies"),
        "kind_tag": _("Tags"),
        "one_product": _("Product"),
        "one_company": _("Company"),
        "reviews": _("Reviews"),
        "in_text": _("In the text"),
        "in_part": _("These names hold only a part of what was asked for."),
        "all_results": _("All results"),
        "any": _("any"),
        "score": _("Score"),
        "at_least": _("{what} or better"),
        "found_names": _("{names} found by name"),
        "found_first": _("{names} found by name; the texts follow …"),
        "found_all": _("{names} found by name, {texts} in the text"),
        "no_index": _("The text of the reviews cannot be searched right now; names can."),
        "show_more": _("Show more"),
        "meant": _("Did you mean {what}?"),
        "offer_compare": _("Compare {one} and {other}"),
        "offer_list": _("In the list: {what}"),
    }
