-- CreateTable
CREATE TABLE "former_name" (
    "campaign_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "given_up_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_name_pkey" PRIMARY KEY ("campaign_id","person_id","name","unit")
);

-- AddForeignKey
ALTER TABLE "former_name" ADD CONSTRAINT "former_name_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
