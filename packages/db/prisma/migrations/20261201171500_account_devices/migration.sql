-- On which device an account takes part in an anonymous session. Of sessions that have begun nothing
-- tells it: where authors are still made of the secret (`derivable_authors`) an account is one on all
-- its devices and needs none; in others it is bound to the device with which it comes next.
-- CreateTable
CREATE TABLE "account_device" (
    "session_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "device_hash" TEXT NOT NULL,

    CONSTRAINT "account_device_pkey" PRIMARY KEY ("session_id","user_id")
);

-- AddForeignKey
ALTER TABLE "account_device" ADD CONSTRAINT "account_device_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_device" ADD CONSTRAINT "account_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
