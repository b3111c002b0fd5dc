// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pmtilesdirectory.h"

#include "generate/export/gzip.h"

namespace tuilerie {

namespace {

constexpr size_t leafEntries = 4096;

void putVarint(QByteArray &out, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        out.append(char(value | 0x80));
    out.append(char(value));
}

} // namespace

QByteArray pmTilesDirectory(const std::vector<PmTilesEntry> &entries)
{
    QByteArray out;
    putVarint(out, entries.size());
    quint64 id = 0;
    for (const PmTilesEntry &entry : entries) {
        putVarint(out, entry.id - id);
        id = entry.id;
    }
    for (const PmTilesEntry &entry : entries)
        putVarint(out, entry.run);
    for (const PmTilesEntry &entry : entries)
        putVarint(out, entry.length);
    for (size_t i = 0; i < entries.size(); ++i) {
        const bool follows = i > 0 && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
        putVarint(out, follows ? 0 : entries[i].offset + 1);
    }
    return gzipped(out);
}

PmTilesDirectories pmTilesDirectories(const std::vector<PmTilesEntry> &entries, qsizetype most)
{
    PmTilesDirectories made{pmTilesDirectory(entries), {}};
    for (size_t size = leafEntries; made.root.size() > most; size *= 2) {
        std::vector<PmTilesEntry> root;
        made.leaves.clear();
        for (size_t begin = 0; begin < entries.size(); begin += size) {
            const auto first = entries.begin() + qsizetype(begin);
            const auto last = entries.begin() + qsizetype(std::min(begin + size, entries.size()));
            const QByteArray leaf = pmTilesDirectory({first, last});
            root.push_back({first->id, quint64(made.leaves.size()), quint32(leaf.size()), 0});
            made.leaves += leaf;
        }
        made.root = pmTilesDirectory(root);
    }
    return made;
}

} // namespace tuilerie
