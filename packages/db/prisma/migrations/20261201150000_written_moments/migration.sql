-- When something was is written by the rule that decided it, by the one clock of its server. A default
-- of the database would be another clock, and would hide who forgot to write it.
ALTER TABLE "campaign" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "membership" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "invitation" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "session"
  ALTER COLUMN "stage_since" DROP DEFAULT,
  ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "participant" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "vote" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "private_point" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "point_disposition" ALTER COLUMN "decided_at" DROP DEFAULT;
ALTER TABLE "prompt_answer" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "session_snapshot" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "action" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "event" ALTER COLUMN "created_at" DROP DEFAULT;
