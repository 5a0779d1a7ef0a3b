-- A file of saved searches as version 1.0.0 wrote it, dumped: three decisions of one reviewer, two searches.
BEGIN TRANSACTION;
CREATE TABLE decision (
  search integer not null references search on delete cascade, key text not null, file text not null, quote text not null,
  decision text not null, note text not null, decided text not null, decided_by text not null default '',
  primary key (search, key, file, quote)
);
INSERT INTO "decision" VALUES(1,'fernmoor','','','exclude','another matter, “é”','2026-11-20T10:00:00+00:00','A. Reader');
INSERT INTO "decision" VALUES(1,'fernmoor','peel/fernmoor-2023-25.pdf','=Its words.','unsure','=1+1','2026-11-20T10:05:00+00:00','A. Reader');
INSERT INTO "decision" VALUES(1,'hollowmere','','','include','','2026-11-20T10:06:00+00:00','');
CREATE TABLE search (
  id integer primary key, question text not null, asked_where text not null, off text not null, saved text not null,
  generation text not null, made_by text not null, unique (question, asked_where, off)
);
INSERT INTO "search" VALUES(1,'forces with DVPO concerns','[]','[]','2026-11-20T09:00:00+00:00','2026-11-01T10-00-00-abc123','["p1", "stub", "e1"]');
INSERT INTO "search" VALUES(2,'slow answering of 999 calls','["cycle=2023-25", "grade=good"]','["stance"]','2026-11-21T09:00:00+00:00','2026-11-01T10-00-00-abc123','["p1", "stub", "e1"]');
CREATE TABLE seen (
  search integer not null references search on delete cascade, key text not null, body text not null, verdict text not null,
  listed integer not null, file text not null, sha256 text not null, primary key (search, key)
);
INSERT INTO "seen" VALUES(1,'fernmoor','Fernmoor Police','concern',1,'peel/fernmoor-2023-25.pdf','1 2');
COMMIT;
