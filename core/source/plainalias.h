// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <memory>

namespace tuilerie {

/// A file under another name: a link in a temporary folder, with links to its sidecars beside it, all in plain UTF-8 and
/// with small endings. For libraries that open no other: GDAL looks for the parts of a Shapefile in small or capital letters
/// only, and QGIS takes names for text. The folder goes with the last copy of `folder`. Any thread.
struct PlainAlias
{
    QString path;
    std::shared_ptr<void> folder;
};
Result<PlainAlias> makePlainAlias(const QString &path);

} // namespace tuilerie
