"""Every code the engine can say, in one place: the web app's catalogue has a sentence for each.

Params of each code are described where it is made; what a group is about is said here.
"""

from __future__ import annotations

# How a part of the price at the door is known.
COST_CODES = frozenset({
    "quoted_shipping", "seller_policy", "your_correction", "usual_shipping", "may_combine", "shipping_unknown",
    "import_vat", "duty", "carrier_handling", "same_tax_area", "tax_included", "import_charges_quoted",
    "in_import_charges", "taxes_unknown", "origin_unknown", "no_price", "no_rate", "absurd_price",
})  # fmt: skip

# What a value rests on, or why there is none.
VALUE_CODES = frozenset({
    "not_in_catalogue", "not_enough_data", "only_a_floor", "grade_unknown", "sleeve_unknown", "pressing_unknown",
    "value_from_siblings", "value_capped_by_floor", "value_capped_by_siblings", "few_owners", "few_for_sale",
})  # fmt: skip

# Which rule keeps an offer out of a search.
RULE_CODES = frozenset({
    "no_longer_available", "seller_blocked", "not_a_record", "several_records", "excluded_word", "another_record",
    "another_pressing", "pressing_not_confirmed", "unrelated_to_query", "other_format", "other_year",
    "other_buying_option", "media_below", "sleeve_below", "ships_from_elsewhere", "origin_unknown", "seller_unrated",
    "seller_rating_below", "seller_few_ratings", "not_shipped_here", "below_min_price", "above_max_price",
    "above_want_limit", "not_wanted",
})  # fmt: skip

# Parts of a deal score, and its warnings.
SCORE_CODES = frozenset({
    "price_under_value", "price_over_value", "landed_unknown", "price_not_comparable", "price_rank",
    "price_under_limit", "seller_reputation", "seller_unrated", "on_want_list", "searched_for", "not_asked_for",
    "condition", "grade_unknown", "more_at_seller", "unofficial", "capped_lower_bound", "capped_without_value",
    "not_below_zero", "far_under_value", "lower_bound", "cost_unknown",
})  # fmt: skip

SELLER_CODES = frozenset({"seller_score_missing"})

# Titles and reasons of recommendations.
ADVICE_CODES = frozenset({
    "best_price", "best_price_of_pressing", "multi_item", "condition_value", "high_value_discovery",
    "collection_completion",
    "saves_against_value", "saves_against_next", "within_your_limit", "upgrade", "favourite_seller",
    "better_grade_for", "grade_is_worth",
    "rare", "wanted_by_many", "separate_parcels", "one_parcel", "missing_volume", "closes_label_run",
    "more_of_artist", "last_want_of_artist",
})  # fmt: skip

BASKET_CODES = frozenset({
    "no_offer", "no_parcel_left", "over_budget", "not_worth_it", "lower_bound", "seller_unknown", "cost_unknown",
})  # fmt: skip

# Pieces of evidence of a match (Evidence.name); a negative weight speaks against.
EVIDENCE_CODES = frozenset({
    "shared_words", "artist", "title", "other_words", "barcode", "catalogue_number", "label", "year", "country",
    "medium", "size", "discs", "speed", "channels", "type", "colour", "picture_disc", "box", "editions", "version",
    "volume", "same_words", "marketplace_release", "confirmed_by_user",
})  # fmt: skip

# What was read in a listing: how a grade was understood, and words that warn, quoted.
READING_CODES = frozenset({
    "grade_read_as", "grade_contradicted", "risk_noise", "risk_scratch", "risk_skip", "risk_warp", "risk_damage",
    "risk_sleeve", "risk_not_played", "risk_unofficial", "risk_stock_photo", "risk_missing",
})  # fmt: skip

ENGINE_CODES = frozenset().union(
    COST_CODES, VALUE_CODES, RULE_CODES, SCORE_CODES, SELLER_CODES, ADVICE_CODES, BASKET_CODES, READING_CODES
)

# Why a marketplace did not answer a run (or a reading); the first param is always the marketplace.
RUN_CODES = frozenset({
    "marketplace_rate_limited", "marketplace_unavailable", "marketplace_refused_credentials", "marketplace_forbidden",
    "marketplace_not_found", "marketplace_not_supported", "marketplace_answer_changed", "run_interrupted",
    "marketplace_ignored", "marketplace_unreadable",
})  # fmt: skip

# What needs the user's attention today.
ATTENTION_CODES = frozenset({"run_failed", "run_partial", "sync_failed", "connection_broken"})
