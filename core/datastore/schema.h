// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tuilerie {

/// The migrations of datastore.sqlite, from an empty file to the present (SqlDatabase::open).
const std::vector<const char *> &datastoreMigrations();

} // namespace tuilerie
