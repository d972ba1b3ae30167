-- CreateEnum
CREATE TYPE "snapshot_reason" AS ENUM ('stage', 'asked', 'restore');

-- CreateTable
CREATE TABLE "doc_client" (
    "session_id" TEXT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "owner_key" TEXT NOT NULL,

    CONSTRAINT "doc_client_pkey" PRIMARY KEY ("session_id","client_id")
);

-- CreateTable
CREATE TABLE "session_snapshot" (
    "id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "reason" "snapshot_reason" NOT NULL,
    "label" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "document" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "fanout_payload" (
    "id" BIGSERIAL NOT NULL,
    "payload" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fanout_payload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_snapshot_session_id_created_at_idx" ON "session_snapshot"("session_id", "created_at");

-- AddForeignKey
ALTER TABLE "doc_client" ADD CONSTRAINT "doc_client_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_snapshot" ADD CONSTRAINT "session_snapshot_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
