-- The truth of one generation. Everything else in it (vectors, words) is derived from these tables.
-- A place is JSON: a list of [page, start, end] into page.text, joined by one blank.
create table meta (key text primary key, value text not null);

create table body (
  key text primary key, name text not null, kind text not null, noun text not null, region text,
  aliases text not null, status text not null, note text not null, also_words text not null
);
-- Acronyms that the reports explain and the lexicon lacks; is_word: to be told from a word by its capitals.
create table acronym (short text not null, long text not null, family text not null, is_word integer not null);
create table report (
  id integer primary key, file text not null, family text not null, edition text, cycle text,
  body text, body_name text not null, title text, published text, inspected text not null, pages integer not null,
  grades_expected integer,  -- null where neither the report nor its edition says how many
  newest_day text not null,  -- what orders the reports of one body: the last day of inspection, else publication, else the cycle
  address text,  -- where on the web the file is, null where that is not known
  theme text, outcome text,  -- of a themed inspection, and of one without grades
  basis integer not null,  -- whether what depends on all reports (rarity of words, standing text, feedback) is taken from it
  unprinted text not null,  -- JSON: which of inspected and published a manifest gives and the report does not print
  unique (file, body)  -- a file can be a report on several bodies
);
-- Other bodies inspected with the report's own: keys where registers have them, else names as printed.
create table body_also (report integer not null references report, body text not null);
create table source (report integer not null references report, file text not null, kind text not null, sha256 text not null);
create table problem (report integer not null references report, text text not null);
create table refused (file text not null, reason text not null);
create table page (
  report integer not null references report, number integer not null, label text, text text not null, topics text not null,
  primary key (report, number)
);
create table grade (
  report integer not null references report, area text not null, label text not null, grade text not null,
  place text not null, source text  -- the file that the grade is from, where that is not the one shown; it has no place then
);
create table not_judged (report integer not null references report, label text not null);
create table section (
  id integer primary key, report integer not null references report, heading text not null, number text, area text,
  parent integer, place text not null
);
create table finding (
  id integer primary key, report integer not null references report, section integer not null references section,
  kind text not null, area text, title text, number text
);
-- ids of passages and sentences are the rows of their vectors, from 0
create table passage (
  id integer primary key, report integer not null references report, finding integer not null references finding,
  text text not null, context text not null, boilerplate integer not null, place text not null
);
create table sentence (
  id integer primary key, passage integer not null references passage, text text not null, place text not null,
  is_title integer not null, speaker text, resolved integer, stance text not null, concern real not null, praise real not null,
  standing integer not null
);
create index sentence_of_passage on sentence (passage);
create index passage_of_report on passage (report);
