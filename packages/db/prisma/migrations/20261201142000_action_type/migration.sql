-- Of actions of before nobody said it.
CREATE TYPE "action_type" AS ENUM ('atOnce', 'byDeadline', 'lasting');
ALTER TABLE "action" ADD COLUMN "type" "action_type";
