-- The ids of all actions, of every campaign, whose fields have the characters and pairs of a word.
--
-- PostgreSQL passes the index by for a word that it expects in every action, and makes the characters
-- and pairs of each of them anew: half a minute for 5,000. So it is not asked. There must be no
-- other condition here, or it takes an index that has to do with that one.
CREATE FUNCTION "actions_with_grams"("word" TEXT) RETURNS SETOF TEXT
LANGUAGE sql STABLE STRICT SET enable_seqscan = off AS
$$
  SELECT "id" FROM "action"
  WHERE "search_grams"("action_words"("problem", "goal", "measure", "leader", "owners")) @> "search_grams"("word")
$$;
