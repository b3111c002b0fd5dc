// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slabrecord.h"

#include <xxhash.h>

namespace tuilerie {

namespace {

// True when the highest bit set in a is lower than that in b: the Morton order's comparison without making the code.
bool lessHighBit(quint64 a, quint64 b)
{
    return a < b && a < (a ^ b);
}

} // namespace

bool SlabKey::operator<(const SlabKey &o) const
{
    if (level != o.level)
        return level < o.level;
    const quint64 dx = quint64(col) ^ quint64(o.col);
    const quint64 dy = quint64(row) ^ quint64(o.row);
    return lessHighBit(dx, dy) ? row < o.row : col < o.col;
}

QDataStream &operator<<(QDataStream &out, const SlabRecord &r)
{
    return out << qint32(r.key.level) << r.key.col << r.key.row << r.limits.minCol << r.limits.minRow << r.limits.maxCol
               << r.limits.maxRow << r.tiles << r.dataSize << r.maskSize << r.dataHash << r.maskHash;
}

QDataStream &operator>>(QDataStream &in, SlabRecord &r)
{
    qint32 level = 0;
    in >> level >> r.key.col >> r.key.row >> r.limits.minCol >> r.limits.minRow >> r.limits.maxCol >> r.limits.maxRow
        >> r.tiles >> r.dataSize >> r.maskSize >> r.dataHash >> r.maskHash;
    r.key.level = level;
    return in;
}

quint64 slabHash(const QByteArray &slab)
{
    return XXH3_64bits(slab.constData(), size_t(slab.size()));
}

} // namespace tuilerie
