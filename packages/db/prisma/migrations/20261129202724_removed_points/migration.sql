-- CreateTable
CREATE TABLE "removed_point" (
    "session_id" TEXT NOT NULL,
    "point_id" TEXT NOT NULL,
    "theme_id" TEXT NOT NULL,
    "x" INTEGER NOT NULL,
    "y" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "prompt" INTEGER,
    "cluster_id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removed_point_pkey" PRIMARY KEY ("session_id","point_id")
);

-- CreateIndex
CREATE INDEX "removed_point_session_id_removed_at_idx" ON "removed_point"("session_id", "removed_at");

-- AddForeignKey
ALTER TABLE "removed_point" ADD CONSTRAINT "removed_point_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
