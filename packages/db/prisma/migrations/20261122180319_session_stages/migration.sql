-- CreateEnum
CREATE TYPE "session_stage" AS ENUM ('brief', 'collect', 'sort', 'vote', 'agree', 'closed');

-- CreateEnum
CREATE TYPE "disposition" AS ENUM ('notAdopted', 'deferred');

-- AlterTable
ALTER TABLE "participant" ADD COLUMN     "co_facilitator" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "anonymous" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hold_by_id" TEXT,
ADD COLUMN     "hold_until" TIMESTAMPTZ(3),
ADD COLUMN     "may_add" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "may_draw" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "may_edit_own" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "may_move" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "may_vote" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "private_writing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "revealing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "spotlight_point_id" TEXT,
ADD COLUMN     "stage" "session_stage" NOT NULL DEFAULT 'brief',
ADD COLUMN     "stage_before" "session_stage",
ADD COLUMN     "stage_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "summon_at" TIMESTAMPTZ(3),
ADD COLUMN     "summon_by_id" TEXT,
ADD COLUMN     "summon_view" DOUBLE PRECISION[],
ADD COLUMN     "timer_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "timer_left_ms" INTEGER,
ADD COLUMN     "timer_length_ms" INTEGER,
ADD COLUMN     "vote_budget" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "vote_totals_hidden" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "votes_per_point" INTEGER NOT NULL DEFAULT 3;

-- Sessions from before there were stages were open for points until they were closed, and are again when they are opened again.
UPDATE "session" SET
    "stage" = CASE WHEN "closed_at" IS NULL THEN 'collect' ELSE 'closed' END::"session_stage",
    "stage_since" = COALESCE("closed_at", "created_at"),
    "stage_before" = CASE WHEN "closed_at" IS NULL THEN NULL ELSE 'collect' END::"session_stage",
    "may_add" = "closed_at" IS NULL,
    "may_edit_own" = "closed_at" IS NULL;

-- AlterTable
ALTER TABLE "session" DROP COLUMN "closed_at";

-- CreateTable
CREATE TABLE "vote" (
    "session_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "voter_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vote_pkey" PRIMARY KEY ("session_id","id")
);

-- CreateTable
CREATE TABLE "private_point" (
    "session_id" TEXT NOT NULL,
    "point_id" TEXT NOT NULL,
    "theme_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "prompt" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "private_point_pkey" PRIMARY KEY ("session_id","point_id")
);

-- CreateTable
CREATE TABLE "point_disposition" (
    "session_id" TEXT NOT NULL,
    "point_id" TEXT NOT NULL,
    "disposition" "disposition" NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_by_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "point_disposition_pkey" PRIMARY KEY ("session_id","point_id")
);

-- CreateTable
CREATE TABLE "prompt_answer" (
    "session_id" TEXT NOT NULL,
    "theme_id" TEXT NOT NULL,
    "prompt" INTEGER NOT NULL,
    "person_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_answer_pkey" PRIMARY KEY ("session_id","theme_id","prompt","person_key")
);

-- CreateIndex
CREATE INDEX "vote_session_id_voter_key_idx" ON "vote"("session_id", "voter_key");

-- CreateIndex
CREATE INDEX "vote_session_id_target_id_idx" ON "vote"("session_id", "target_id");

-- CreateIndex
CREATE INDEX "private_point_session_id_author_id_idx" ON "private_point"("session_id", "author_id");

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_point" ADD CONSTRAINT "private_point_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "point_disposition" ADD CONSTRAINT "point_disposition_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt_answer" ADD CONSTRAINT "prompt_answer_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
