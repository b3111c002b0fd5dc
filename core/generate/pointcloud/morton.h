// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tuilerie::pointcloud {

/// Spreads 21 bits so that each is followed by two zeros.
inline quint64 spread(quint64 x)
{
    x &= 0x1fffff;
    x = (x | x << 32) & 0x1f00000000ffffull;
    x = (x | x << 16) & 0x1f0000ff0000ffull;
    x = (x | x << 8) & 0x100f00f00f00f00full;
    x = (x | x << 4) & 0x10c30c30c30c30c3ull;
    return (x | x << 2) & 0x1249249249249249ull;
}

/// The reverse of spread(): every third bit.
inline quint32 gather(quint64 x)
{
    x &= 0x1249249249249249ull;
    x = (x | x >> 2) & 0x10c30c30c30c30c3ull;
    x = (x | x >> 4) & 0x100f00f00f00f00full;
    x = (x | x >> 8) & 0x1f0000ff0000ffull;
    x = (x | x >> 16) & 0x1f00000000ffffull;
    return quint32((x | x >> 32) & 0x1fffff);
}

/// Morton key: x before y before z, so that z changes fastest.
inline quint64 morton(quint64 x, quint64 y, quint64 z)
{
    return spread(x) << 2 | spread(y) << 1 | spread(z);
}

inline quint32 mortonX(quint64 key)
{
    return gather(key >> 2);
}
inline quint32 mortonY(quint64 key)
{
    return gather(key >> 1);
}
inline quint32 mortonZ(quint64 key)
{
    return gather(key);
}

/// The bits of x and y of a key, those of z cleared: the column that it lies in.
inline quint64 columnOf(quint64 key)
{
    return key & 0x6db6db6db6db6db6ull;
}

} // namespace tuilerie::pointcloud
