-- CreateTable
CREATE TABLE "known_device" (
    "hash" TEXT NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("hash")
);

-- All devices that ever joined, whose tokens may have no signature. Sorted by a hash of their own,
-- so that neither the order nor a value pairs them with participants.
INSERT INTO "known_device" ("hash")
SELECT DISTINCT encode(sha256(convert_to('known device ' || "device_hash", 'UTF8')), 'hex') AS "hash"
FROM "participant"
ORDER BY "hash";

-- DropIndex
DROP INDEX "participant_device_hash_idx";

-- A device is another one in each session from now on. Done as a change of type, which writes the
-- table anew: an UPDATE would leave the old hashes in its file.
ALTER TABLE "participant" ALTER COLUMN "device_hash" SET DATA TYPE TEXT
USING encode(sha256(convert_to("device_hash" || ' ' || "session_id", 'UTF8')), 'hex');

-- AlterTable
ALTER TABLE "session" ADD COLUMN "derivable_authors" BOOLEAN NOT NULL DEFAULT false;

-- Whoever joined, answered, voted or wrote in one goes on under the id that they have.
UPDATE "session" SET "derivable_authors" = true
WHERE "anonymous" AND (
    EXISTS (SELECT FROM "participant" WHERE "session_id" = "session"."id")
    OR EXISTS (SELECT FROM "doc_client" WHERE "session_id" = "session"."id")
    OR EXISTS (SELECT FROM "private_point" WHERE "session_id" = "session"."id")
    OR EXISTS (SELECT FROM "prompt_answer" WHERE "session_id" = "session"."id")
    OR EXISTS (SELECT FROM "vote" WHERE "session_id" = "session"."id")
);

-- AlterTable
ALTER TABLE "doc_update" DROP COLUMN "created_at";
