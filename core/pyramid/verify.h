// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <vector>

namespace tuilerie {

struct VerifyError
{
    QString place;   ///< slab path, and the tile in it where one is meant
    QString message; ///< what is wrong with it
};

QJsonArray verifyErrorsJson(const std::vector<VerifyError> &errors); ///< [{place, message}]

struct VerifyReport
{
    qint64 slabs = 0;
    qint64 tiles = 0;
    qint64 bytes = 0;
    std::vector<VerifyError> errors;
    QJsonObject toJson() const; ///< {slabs, tiles, bytes, errors: [{place, message}]}
};

/// Reads every slab and decodes every tile of a pyramid: index against file size, headers, missing slabs (by the list file),
/// tiles that do not decode or
/// that others read differently, limits that say more or less than there is. Errors are findings; a failed Result means that
/// the pyramid could not be looked at at all.
Result<VerifyReport> verifyPyramid(const QString &descriptorPath, int workers, WorkControl &control);

} // namespace tuilerie
