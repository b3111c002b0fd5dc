// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crsinuse.h"

#include "grid/crs.h"

#include <QStringList>
#include <mutex>

namespace tuilerie::CrsInUse {

namespace {

constexpr qsizetype mostCrs = 8; // as many as transforms of them, both ways, are kept (crstransform.cpp)

struct Known
{
    std::mutex adding; ///< held while add() lasts
    std::mutex mutex;  ///< of the list
    QStringList texts; ///< the last one in front
};

Known &known()
{
    static Known instance;
    return instance;
}

} // namespace

void add(const QString &crs)
{
    if (crs.isEmpty())
        return;
    const std::lock_guard adding(known().adding);
    const auto added = Crs::fromText(crs);
    QStringList others;
    {
        const std::lock_guard lock(known().mutex);
        others = known().texts;
    }
    for (const QString &text : std::as_const(others)) {
        const auto other = Crs::fromText(text);
        if (!added || !other || text == crs)
            continue;
        (void)CrsTransform::create(*added, *other);
        (void)CrsTransform::create(*other, *added);
    }
    const std::lock_guard lock(known().mutex);
    known().texts.removeAll(crs);
    known().texts.prepend(crs);
    if (known().texts.size() > mostCrs)
        known().texts.removeLast();
}

bool has(const QString &crs)
{
    const std::lock_guard lock(known().mutex);
    return crs.isEmpty() || known().texts.contains(crs);
}

} // namespace tuilerie::CrsInUse
