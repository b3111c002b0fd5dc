// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/plan.h"
#include "model/configuration.h"

namespace tuilerie {

/// From stored data to what a configuration says (docs/entrepot.md §12). Internal to this room.

Result<Configuration> newConfiguration(
    const QString &type, const PublishRequest &request, const StoredData &data, const LayerStyles &styles);
/// Points a configuration to other stored data. Titles and the like of the request win over those of before; what the
/// request leaves out stays, tables and styles too. NotFound when the new database lacks a table of before.
Status renewConfiguration(
    Configuration &configuration, const PublishRequest &request, const StoredData &data, const LayerStyles &styles);

} // namespace tuilerie
