-- CreateTable
CREATE TABLE "doc_snapshot" (
    "id" BIGSERIAL NOT NULL,
    "session_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "snapshot" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "doc_snapshot_session_id_seq_key" ON "doc_snapshot"("session_id", "seq");

-- AddForeignKey
ALTER TABLE "doc_snapshot" ADD CONSTRAINT "doc_snapshot_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
