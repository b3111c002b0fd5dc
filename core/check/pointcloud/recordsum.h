// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/lasheader.h"

#include <QByteArray>
#include <array>
#include <vector>

namespace tuilerie {

/// A 64-bit hash of a record's bytes.
quint64 recordHash(const char *record, int length);

/// Brings a record into the format, scale, offset and extra bytes of another file, by LAS 1.4 R15 §2.6: written apart from
/// the engine's converter, so that the two judge each other. Waveforms are left behind; class 12 of old formats sets the
/// overlap flag.
class RecordUpgrade
{
public:
    RecordUpgrade(const LasHeader &from, const LasHeader &to);
    /// The converted record; valid until the next call.
    const char *apply(const char *record);

private:
    struct Copy
    {
        int from, to, size;
    };
    LasHeader m_from, m_to;
    bool m_isSame;
    std::vector<Copy> m_extras;
    QByteArray m_record;
};

} // namespace tuilerie
