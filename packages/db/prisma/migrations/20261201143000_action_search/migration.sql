-- Pages of actions are found by index, and so are words in them, in any language and without an
-- extension: by all the single characters and pairs of neighbours that a text has.
--
-- The functions use nothing but what PostgreSQL brings: a restored backup builds the index with an
-- empty search path. What is said of their results never changes, so they may stand in an index.
CREATE FUNCTION "search_fold"("words" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT lower(normalize("words", NFKC)) $$;

-- The fields that domain's FIELDS calls searched and that stand in the row, folded.
CREATE FUNCTION "action_words"("problem" TEXT, "goal" TEXT, "measure" TEXT, "leader" TEXT, "owners" TEXT[])
RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
  SELECT lower(normalize(
    "problem" || E'\n' || "goal" || E'\n' || "measure" || E'\n' || "leader" || E'\n' || array_to_string("owners", E'\n'),
    NFKC
  ))
$$;

CREATE FUNCTION "search_grams"("words" TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
  SELECT array(
    SELECT DISTINCT substr("words", "start", "size")
    FROM generate_series(1, length("words")) AS "start", generate_series(1, 2) AS "size"
    WHERE "start" + "size" - 1 <= length("words")
  )
$$;

CREATE INDEX "action_search_idx" ON "action"
  USING gin ("search_grams"("action_words"("problem", "goal", "measure", "leader", "owners")));
CREATE INDEX "action_campaign_id_state_theme_id_number_idx" ON "action"("campaign_id", "state", "theme_id", "number");
CREATE INDEX "action_campaign_id_deadline_idx" ON "action"("campaign_id", "deadline");
CREATE INDEX "action_support_unit_unit_id_idx" ON "action_support_unit"("unit_id");
DROP INDEX "action_campaign_id_state_idx";
