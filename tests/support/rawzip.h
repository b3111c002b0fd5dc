// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <vector>

namespace tuilerie::test {

/// An entry of a zip as somebody may have written it, wrong ones too.
struct ZipEntry
{
    QByteArray name; ///< as it stands there
    QByteArray content;
    bool isDeflated = true;
    quint16 flags = 0;      ///< 1: encrypted; 0x800: the name is UTF-8
    quint16 system = 3;     ///< Unix
    quint32 mode = 0100644; ///< of Unix
    quint32 crcError = 0;   ///< added to the right sum
    qint64 declared = -1;   ///< size; −1: the right one
    int method = -1;        ///< −1: by isDeflated
};

/// The bytes of a zip (PKWARE's APPNOTE 4.3.6), written here so that the programs' reader is compared with another.
QByteArray rawZip(const std::vector<ZipEntry> &entries);

} // namespace tuilerie::test
