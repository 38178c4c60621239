create table things (id text not null primary key);
