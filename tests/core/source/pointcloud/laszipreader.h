// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie::test {

/// What LASzip's own C interface reads from a file: the judge of what we read.
struct LaszipFile
{
    bool isRead = false;
    QString error;
    int pointFormat = -1;
    qint64 points = 0;     ///< by its header
    qint64 readPoints = 0; ///< until an error
    int recordLength = 0;
    QByteArray records; ///< in the layout of LAS
};
LaszipFile readWithLaszip(const QString &path);

/// Writes records to a file with LASzip's C interface, chunks of 50,000 points.
bool writeWithLaszip(const QString &path, int pointFormat, int recordLength, const QByteArray &records);

} // namespace tuilerie::test
