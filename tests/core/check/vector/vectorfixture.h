// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../findinglists.h"

#include <QJsonObject>
#include <QMap>

namespace tuilerie::test {

/// Makes badvector.py's files in the folder: name → id of the finding that the file must give. Empty without Python's osgeo.
QJsonObject makeVectorFiles(const QString &folder);

std::vector<Finding> findingsOf(const QString &path, const QString &assignCrs = {});

/// SHA-1 of each file of the folder, but of SQLite's -shm files, which hold no data.
QMap<QString, QByteArray> digests(const QString &folder);

} // namespace tuilerie::test
