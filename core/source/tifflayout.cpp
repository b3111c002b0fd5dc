// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/tifflayout.h"

#include "base/filename.h"

#include <QFile>
#include <QSet>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace tuilerie {

namespace {

struct Entry
{
    int tag = 0;
    int type = 0;
    quint64 count = 0;
    quint64 bytes = 0; ///< of the value
    quint64 at = 0;    ///< of the value in the file
};

struct Directory
{
    std::vector<Entry> entries;
    quint64 next = 0;

    const Entry *find(int tag) const
    {
        const auto found = std::find_if(entries.begin(), entries.end(), [tag](const Entry &e) { return e.tag == tag; });
        return found == entries.end() ? nullptr : &*found;
    }
};

/// Looks at a TIFF's directories without decoding anything.
class TiffFile
{
public:
    explicit TiffFile(const QString &path)
        : m_path(path)
    {
    }

    /// Place of the first directory; unset when it is no TIFF.
    std::optional<quint64> open()
    {
        if (!openFile(m_file, m_path))
            return {};
        const QByteArray head = m_file.read(16);
        if (head.size() < 8 || (!head.startsWith("II") && !head.startsWith("MM")))
            return {};
        m_isBigEndian = head.startsWith("MM");
        const quint64 magic = number(head, 2, 2);
        m_isBig = magic == 43;
        if ((magic != 42 && magic != 43) || (m_isBig && head.size() < 16))
            return {};
        return m_isBig ? number(head, 8, 8) : number(head, 4, 4);
    }

    std::optional<Directory> directory(quint64 at)
    {
        const int countSize = m_isBig ? 8 : 2;
        const int entrySize = m_isBig ? 20 : 12;
        const int fieldSize = m_isBig ? 8 : 4;
        const QByteArray count = bytes(at, quint64(countSize));
        if (count.size() != countSize)
            return {};
        const quint64 entries = number(count, 0, countSize);
        const QByteArray all = entries > 4096
            ? QByteArray()
            : bytes(at + quint64(countSize), entries * quint64(entrySize) + quint64(fieldSize));
        if (entries > 4096 || quint64(all.size()) != entries * quint64(entrySize) + quint64(fieldSize))
            return {};
        static constexpr int sizes[] = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8};
        Directory directory;
        for (quint64 i = 0; i < entries; ++i) {
            const qsizetype entry = qsizetype(i) * entrySize;
            Entry e;
            e.tag = int(number(all, entry, 2));
            e.type = int(number(all, entry + 2, 2));
            e.count = number(all, entry + 4, fieldSize);
            const quint64 size = e.type < int(std::size(sizes)) ? quint64(sizes[e.type]) : 1;
            // A damaged count must not wrap round to a small one.
            e.bytes =
                e.count > std::numeric_limits<quint64>::max() / size ? std::numeric_limits<quint64>::max() : e.count * size;
            e.at = e.bytes <= quint64(fieldSize) ? at + quint64(countSize) + i * quint64(entrySize) + 4 + quint64(fieldSize)
                                                 : number(all, entry + 4 + fieldSize, fieldSize);
            directory.entries.push_back(e);
        }
        directory.next = number(all, qsizetype(entries) * entrySize, fieldSize);
        return directory;
    }

    QByteArray value(const Entry &entry) { return bytes(entry.at, entry.bytes); }

    /// The whole numbers of an entry; empty when they are cut off.
    std::vector<quint64> numbers(const Entry &entry)
    {
        const int size = entry.count ? int(std::min<quint64>(entry.bytes / entry.count, 8)) : 1;
        const QByteArray raw = value(entry);
        std::vector<quint64> values;
        if (quint64(raw.size()) != entry.bytes || size < 1)
            return values;
        values.reserve(entry.count);
        for (qsizetype i = 0; i + size <= raw.size(); i += size)
            values.push_back(number(raw, i, size));
        return values;
    }

    bool isBigEndian() const { return m_isBigEndian; }

private:
    quint64 number(const QByteArray &from, qsizetype at, int size) const
    {
        quint64 value = 0;
        for (int i = 0; i < size; ++i)
            value |= quint64(uchar(from[at + i])) << (8 * (m_isBigEndian ? size - 1 - i : i));
        return value;
    }

    QByteArray bytes(quint64 at, quint64 size)
    {
        if (at > quint64(m_file.size()) || size > quint64(m_file.size()) - at || size > (quint64(1) << 30)
            || !m_file.seek(qint64(at)))
            return {};
        return m_file.read(qint64(size));
    }

    QString m_path;
    QFile m_file;
    bool m_isBigEndian = false;
    bool m_isBig = false;
};

} // namespace

QByteArray geoKeyBytes(const QString &path)
{
    TiffFile file(path);
    const auto first = file.open();
    const auto directory = first ? file.directory(*first) : std::nullopt;
    if (!directory)
        return {};
    QByteArray keys;
    for (const int tag : {34735, 34736, 34737}) {
        const Entry *entry = directory->find(tag);
        if (!entry)
            continue;
        const QByteArray value = file.value(*entry);
        if (value.isEmpty() || quint64(value.size()) != entry->bytes)
            return {};
        keys += QByteArray::number(tag) + ':' + value;
    }
    // The byte order is part of what the bytes mean.
    return keys.isEmpty() ? keys : (file.isBigEndian() ? "MM" : "II") + keys;
}

qint64 tiffDataEnd(const QString &path)
{
    constexpr qint64 cut = std::numeric_limits<qint64>::max();
    TiffFile file(path);
    const auto first = file.open();
    if (!first)
        return -1;
    quint64 end = 0;
    QSet<quint64> seen;
    for (quint64 at = *first; at != 0;) {
        if (seen.contains(at) || seen.size() > 1000) // directories that go round in circles
            break;
        seen.insert(at);
        const auto directory = file.directory(at);
        if (!directory)
            return cut;
        for (const auto &[offsetsTag, countsTag] : {std::pair{273, 279}, std::pair{324, 325}}) {
            const Entry *offsets = directory->find(offsetsTag);
            const Entry *counts = directory->find(countsTag);
            if (!offsets || !counts)
                continue;
            const auto places = file.numbers(*offsets);
            const auto sizes = file.numbers(*counts);
            if (places.size() != offsets->count || sizes.size() != counts->count)
                return cut;
            for (size_t i = 0; i < std::min(places.size(), sizes.size()); ++i) {
                if (sizes[i] == 0) // a block of no bytes is an empty one (sparse)
                    continue;
                if (places[i] > quint64(cut) || sizes[i] > quint64(cut) - places[i])
                    return cut;
                end = std::max(end, places[i] + sizes[i]);
            }
        }
        at = directory->next;
    }
    return qint64(end);
}

bool tiffLacksBlocks(const QString &path)
{
    TiffFile file(path);
    const auto first = file.open();
    const auto directory = first ? file.directory(*first) : std::nullopt;
    if (!directory)
        return false;
    const auto value = [&](int tag, quint64 otherwise) {
        const Entry *entry = directory->find(tag);
        const auto numbers = entry && entry->count == 1 ? file.numbers(*entry) : std::vector<quint64>();
        return numbers.empty() ? otherwise : numbers.front();
    };
    const auto ceilDivide = [](quint64 a, quint64 b) { return b == 0 ? 1 : a / b + (a % b ? 1 : 0); };
    constexpr quint64 most = std::numeric_limits<quint32>::max(); // of a width, a height and a count of bands
    const quint64 width = std::min(value(256, 0), most);
    const quint64 height = std::min(value(257, 0), most);
    const bool isTiled = directory->find(324);
    const Entry *offsets = directory->find(isTiled ? 324 : 273);
    if (!offsets || width == 0 || height == 0 || value(259, 1) == 6) // 6: JPEG of TIFF 6.0, which lies elsewhere
        return false;
    const quint64 down = isTiled ? ceilDivide(height, value(323, 0)) : ceilDivide(height, value(278, height));
    const quint64 across = isTiled ? ceilDivide(width, value(322, 0)) : 1;
    const quint64 planes = value(284, 1) == 2 ? std::max<quint64>(1, std::min<quint64>(value(277, 1), 65535)) : 1;
    return offsets->count / planes / down < across; // divided, so that no product can overflow
}

} // namespace tuilerie
