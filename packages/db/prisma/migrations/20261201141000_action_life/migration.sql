-- What rules and lists need to know of an action's life, as columns and rows. Of what was done before
-- it is rebuilt from the events; what these do not say is null, and is shown as unknown.
CREATE TYPE "close_out_outcome" AS ENUM ('verified', 'sentBack');

ALTER TABLE "action"
  ADD COLUMN "session_id" TEXT,
  ADD COLUMN "state_since" TIMESTAMPTZ(3),
  ADD COLUMN "state_before" "action_state",
  ADD COLUMN "agreed_at" TIMESTAMPTZ(3),
  ADD COLUMN "accepted_at" TIMESTAMPTZ(3);

CREATE TABLE "close_out_round" (
    "action_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "report" TEXT NOT NULL,
    "submitted_by_id" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "close_out_outcome",
    "reason" TEXT NOT NULL DEFAULT '',
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reopen_reason" TEXT NOT NULL DEFAULT '',
    "reopened_by_id" TEXT,
    "reopened_at" TIMESTAMPTZ(3),

    CONSTRAINT "close_out_round_pkey" PRIMARY KEY ("action_id","number")
);

CREATE TABLE "action_return" (
    "action_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "returned_by_id" TEXT,
    "returned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "action_return_pkey" PRIMARY KEY ("action_id","number")
);

CREATE TABLE "set_aside" (
    "action_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "action_state" NOT NULL,
    "state_before" "action_state",
    "reason" TEXT NOT NULL,
    "next_review" DATE,
    "set_aside_by_id" TEXT,
    "set_aside_at" TIMESTAMPTZ(3) NOT NULL,
    "resumed_by_id" TEXT,
    "resumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("action_id","number")
);

ALTER TABLE "action" ADD CONSTRAINT "action_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "close_out_round" ADD CONSTRAINT "close_out_round_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "action_return" ADD CONSTRAINT "action_return_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "set_aside" ADD CONSTRAINT "set_aside_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The moves of the past, with the words of today for states and moves.
CREATE TEMPORARY TABLE "past_move" ON COMMIT DROP AS
SELECT "subject_id" AS "action_id",
       "seq",
       "created_at" AS "at",
       "actor_id" AS "by_id",
       CASE "data"->>'move' WHEN 'keepStanding' THEN 'makeOngoing' ELSE "data"->>'move' END AS "move",
       CASE "data"->>'from' WHEN 'not_started' THEN 'notStarted' WHEN 'in_progress' THEN 'inProgress'
                            WHEN 'standing' THEN 'ongoing' ELSE "data"->>'from' END AS "from",
       CASE "data"->>'to' WHEN 'not_started' THEN 'notStarted' WHEN 'in_progress' THEN 'inProgress'
                          WHEN 'standing' THEN 'ongoing' ELSE "data"->>'to' END AS "to",
       COALESCE("data"->>'text', '') AS "text",
       CASE WHEN "data"->>'reviewDate' ~ '^\d{4}-\d\d-\d\d$' THEN ("data"->>'reviewDate')::date END AS "review_date"
FROM "event"
WHERE "type" = 'action.moved';
CREATE INDEX ON "past_move" ("action_id", "seq");

UPDATE "action" SET
  "session_id" = (SELECT "session_id" FROM "action_point" WHERE "action_id" = "action"."id" ORDER BY "position" LIMIT 1),
  -- A draft that never moved has been one since it was promoted.
  "state_since" = COALESCE(
    (SELECT "at" FROM "past_move" WHERE "action_id" = "action"."id" AND "to" = "action"."state"::text ORDER BY "seq" DESC LIMIT 1),
    CASE WHEN "state" = 'draft' THEN "created_at" END),
  "state_before" = CASE WHEN "state" IN ('deferred', 'ongoing') THEN
    (SELECT "from"::"action_state" FROM "past_move"
     WHERE "action_id" = "action"."id" AND "to" = "action"."state"::text AND "from" IN ('notStarted', 'inProgress')
     ORDER BY "seq" DESC LIMIT 1) END,
  "agreed_at" = CASE WHEN "state" <> 'draft' THEN
    (SELECT "at" FROM "past_move" WHERE "action_id" = "action"."id" AND "move" = 'agree' ORDER BY "seq" DESC LIMIT 1) END,
  "accepted_at" =
    (SELECT "at" FROM "past_move" WHERE "action_id" = "action"."id" AND "move" = 'accept' ORDER BY "seq" DESC LIMIT 1);

INSERT INTO "close_out_round"
SELECT s."action_id",
       row_number() OVER (PARTITION BY s."action_id" ORDER BY s."seq"),
       s."text", s."by_id", s."at",
       CASE d."move" WHEN 'verify' THEN 'verified'::"close_out_outcome" WHEN 'sendBack' THEN 'sentBack' END,
       CASE d."move" WHEN 'sendBack' THEN d."text" ELSE '' END, d."by_id", d."at",
       COALESCE(r."text", ''), r."by_id", r."at"
FROM "past_move" s
JOIN "action" ON "action"."id" = s."action_id"
LEFT JOIN LATERAL (
  SELECT * FROM "past_move" WHERE "action_id" = s."action_id" AND "seq" > s."seq" ORDER BY "seq" LIMIT 1
) d ON d."move" IN ('verify', 'sendBack')
LEFT JOIN LATERAL (
  SELECT * FROM "past_move" WHERE "action_id" = s."action_id" AND "seq" > d."seq" ORDER BY "seq" LIMIT 1
) r ON d."move" = 'verify' AND r."move" = 'reopen'
WHERE s."move" = 'submit';

INSERT INTO "action_return"
SELECT p."action_id", row_number() OVER (PARTITION BY p."action_id" ORDER BY p."seq"), p."text", p."by_id", p."at"
FROM "past_move" p
JOIN "action" ON "action"."id" = p."action_id"
WHERE p."move" = 'return';

INSERT INTO "set_aside"
SELECT s."action_id",
       row_number() OVER (PARTITION BY s."action_id" ORDER BY s."seq"),
       CASE s."move" WHEN 'defer' THEN 'deferred'::"action_state" ELSE 'ongoing' END,
       CASE WHEN s."from" IN ('notStarted', 'inProgress') THEN s."from"::"action_state" END,
       s."text", s."review_date", s."by_id", s."at", r."by_id", r."at"
FROM "past_move" s
JOIN "action" ON "action"."id" = s."action_id"
LEFT JOIN LATERAL (
  SELECT * FROM "past_move" WHERE "action_id" = s."action_id" AND "seq" > s."seq" ORDER BY "seq" LIMIT 1
) r ON r."move" = 'resume'
WHERE s."move" IN ('defer', 'makeOngoing');

DROP TABLE "past_move";
