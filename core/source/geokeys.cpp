// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/geokeys.h"

#include <QFile>

namespace tuilerie {

namespace {

class TiffFile
{
public:
    explicit TiffFile(const QString &path) : m_file(path) {}

    QByteArray keys()
    {
        if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return {};
        const QByteArray head = m_file.read(16);
        if (head.size() < 16 || (!head.startsWith("II") && !head.startsWith("MM")))
            return {};
        m_isBigEndian = head.startsWith("MM");
        const quint64 magic = number(head, 2, 2);
        m_isBig = magic == 43;
        if (magic != 42 && magic != 43)
            return {};
        return ofDirectory(m_isBig ? number(head, 8, 8) : number(head, 4, 4));
    }

private:
    quint64 number(const QByteArray &bytes, qsizetype at, int size) const
    {
        quint64 value = 0;
        for (int i = 0; i < size; ++i)
            value |= quint64(uchar(bytes[at + i])) << (8 * (m_isBigEndian ? size - 1 - i : i));
        return value;
    }

    QByteArray bytes(quint64 at, quint64 size)
    {
        if (at > quint64(m_file.size()) || size > quint64(m_file.size()) - at || size > (1u << 20) || !m_file.seek(qint64(at)))
            return {};
        return m_file.read(qint64(size));
    }

    QByteArray ofDirectory(quint64 at)
    {
        const int countSize = m_isBig ? 8 : 2;
        const int entrySize = m_isBig ? 20 : 12;
        const int fieldSize = m_isBig ? 8 : 4;
        const QByteArray count = bytes(at, quint64(countSize));
        if (count.size() != countSize)
            return {};
        const quint64 entries = number(count, 0, countSize);
        if (entries > 4096)
            return {};
        const QByteArray directory = bytes(at + quint64(countSize), entries * quint64(entrySize));
        if (quint64(directory.size()) != entries * quint64(entrySize))
            return {};
        QByteArray keys;
        for (quint64 i = 0; i < entries; ++i) {
            const qsizetype entry = qsizetype(i) * entrySize;
            const quint64 tag = number(directory, entry, 2);
            if (tag != 34735 && tag != 34736 && tag != 34737)
                continue;
            const quint64 size = number(directory, entry + 4, fieldSize) * (tag == 34735 ? 2 : tag == 34736 ? 8 : 1);
            const QByteArray value = size <= quint64(fieldSize) ? directory.mid(entry + 4 + fieldSize, qsizetype(size))
                                                                : bytes(number(directory, entry + 4 + fieldSize, fieldSize), size);
            if (size == 0 || quint64(value.size()) != size)
                return {};
            keys += QByteArray::number(tag) + ':' + value;
        }
        // The byte order is part of what the bytes mean.
        return keys.isEmpty() ? keys : (m_isBigEndian ? "MM" : "II") + keys;
    }

    QFile m_file;
    bool m_isBigEndian = false;
    bool m_isBig = false;
};

} // namespace

QByteArray geoKeyBytes(const QString &path)
{
    return TiffFile(path).keys();
}

} // namespace tuilerie
