-- AlterTable
ALTER TABLE "session" ADD COLUMN     "carries_over" BOOLEAN NOT NULL DEFAULT false;
