-- CreateTable
CREATE TABLE "guess_count" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guess_count_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "guess_count_ends_at_idx" ON "guess_count"("ends_at");
