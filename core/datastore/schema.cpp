// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/schema.h"

namespace tuilerie {

const std::vector<const char *> &datastoreMigrations()
{
    // Never edit a migration that has been released: add one.
    static const std::vector<const char *> migrations{R"sql(
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entity(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT, type TEXT, status TEXT, layer_name TEXT,
  doc TEXT NOT NULL);
CREATE INDEX entity_kind ON entity(kind, seq);
CREATE INDEX entity_name ON entity(kind, name);
CREATE INDEX entity_layer ON entity(kind, layer_name);
CREATE INDEX entity_status ON entity(kind, status);
CREATE TABLE tag(
  entity TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(entity, key)) WITHOUT ROWID;
CREATE INDEX tag_value ON tag(key, value);
CREATE TABLE comment(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  entity TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  doc TEXT NOT NULL);
CREATE INDEX comment_entity ON comment(entity, seq);
CREATE TABLE event(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  doc TEXT NOT NULL);
CREATE INDEX event_entity ON event(entity, seq);
CREATE TABLE link(
  entity TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  role TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY(entity, role, target)) WITHOUT ROWID;
CREATE INDEX link_target ON link(target, role);
CREATE TABLE upload_file(
  upload TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  reference TEXT,
  is_md5 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(upload, path)) WITHOUT ROWID;
CREATE TABLE publication(
  offering TEXT PRIMARY KEY REFERENCES entity(id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  configuration TEXT NOT NULL,
  updated INTEGER NOT NULL);
CREATE TABLE account(
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  first_name TEXT, last_name TEXT, email TEXT,
  rights TEXT NOT NULL,
  creation INTEGER NOT NULL,
  last_login INTEGER);
CREATE TABLE token(
  hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  is_refresh INTEGER NOT NULL,
  expires INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX token_expires ON token(expires);
CREATE TABLE traffic(
  day TEXT NOT NULL, service TEXT NOT NULL, layer TEXT NOT NULL, key TEXT NOT NULL,
  hits INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY(layer, service, key, day)) WITHOUT ROWID;
)sql",
        R"sql(
CREATE TABLE data_version(
  stored_data TEXT PRIMARY KEY,
  lineage TEXT NOT NULL, version INTEGER NOT NULL, parent TEXT NOT NULL,
  author TEXT NOT NULL, creation INTEGER NOT NULL, pushed TEXT NOT NULL,
  UNIQUE(lineage, version)) WITHOUT ROWID;
)sql"};
    return migrations;
}

} // namespace tuilerie
