-- AlterTable
ALTER TABLE "session" ADD COLUMN     "may_join" BOOLEAN NOT NULL DEFAULT true;
