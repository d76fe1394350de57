-- Why: with years of work in the ledger, looking for a company's old reads read everything that any company had ever done, every ten
-- minutes for each connection; and a person's interviews, and an opportunity's deliveries, were found by reading whole tables.
create index effects_old_reads on effects (company_id, run_after) where kind like 'lever.%' and state in ('done', 'skipped');
create index interviews_candidate on interviews (candidate_id);
create index deliveries_opportunity on deliveries (connection_id, opportunity_id);
