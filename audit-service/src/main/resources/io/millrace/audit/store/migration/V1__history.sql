-- One row per audit record. Indexes are few, because every one costs as much as the row itself.
create table audit_records (
    place bigint primary key, -- partition * 2^48 + offset: rows are written and swept in the order of the log
    tenant varchar(100) not null,
    kind varchar(200) not null,
    recorded_at bigint not null, -- milliseconds since 1970 UTC, as all times here
    actor varchar(1000) not null,
    run uuid,
    run_input bigint, -- offset in run-inputs, when the record is about an input of the run
    id varchar(500), -- when it is about anything else
    payload bytea, -- the record's bytes as they stand in the log
    large_payload ${large_bytes} -- the same, when they are more than a megabyte
);

-- An input is recorded once, and the history of a run is read in the order of its inputs.
create unique index audit_records_by_run on audit_records (run, run_input);
create index audit_records_by_tenant on audit_records (tenant, recorded_at, place);

-- Anything that is not an input of a run is recorded once as well.
create table audit_ids (
    id varchar(500) primary key
);

-- One row per run: what lists show and search; inputs and outputs are read from the records at the two places.
create table runs (
    run uuid not null,
    tenant varchar(100) not null,
    workflow varchar(1000),
    version varchar(1000),
    status varchar(50) not null,
    last_input bigint not null,
    started_at bigint not null,
    started_place bigint,
    ended_at bigint,
    ended_place bigint,
    inputs bigint not null,
    tasks bigint not null,
    steps bigint not null,
    step_millis bigint not null,
    words varchar(2000) not null,
    primary key (run, tenant)
);

create index runs_by_start on runs (tenant, started_at, run);
create index runs_by_status on runs (tenant, status, started_at, run);

-- How far each partition of the audit topic is applied; changed in the transaction that applies it.
create table applied_positions (
    log_partition integer primary key,
    next_offset bigint not null,
    run_input bigint not null
);
