// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slabinventory.h"

#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QDirIterator>

#include <set>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Verify)
};

using Slabs = std::set<SlabPosition>;

// Slabs that limits alone make expect, all levels together; beyond this they are not looked for one by one.
constexpr qint64 mostExpected = 4'000'000;

// What lies in a level's folder. Names that the format never gives are findings.
Slabs slabsOnDisk(const QString &folder, int pathDepth, std::vector<VerifyError> &errors)
{
    Slabs found;
    QDirIterator files(
        folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
    while (files.hasNext()) {
        const QString path = files.next();
        if (const auto position = slabFromFileName(path.mid(folder.size()), pathDepth))
            found.insert(*position);
        else
            errors.push_back({path, Text::tr("This file does not belong here: no slab has such a name. Remove it.")});
    }
    return found;
}

TileRange boundsOf(const Slabs &slabs)
{
    if (slabs.empty())
        return {};
    TileRange bounds{slabs.begin()->col, slabs.begin()->row, slabs.begin()->col, slabs.begin()->row};
    for (const SlabPosition &slab : slabs) {
        bounds = {std::min(bounds.minCol, slab.col), std::min(bounds.minRow, slab.row), std::max(bounds.maxCol, slab.col),
            std::max(bounds.maxRow, slab.row)};
    }
    return bounds;
}

} // namespace

QString SlabInventory::listPath(const QString &descriptorPath)
{
    const bool json = descriptorPath.endsWith(QLatin1String(".json"));
    return (json ? descriptorPath.chopped(5) : descriptorPath) + QLatin1String(".list");
}

Status SlabInventory::take()
{
    const QString listPath = SlabInventory::listPath(m_path);
    if (const auto text = vsi::readAll(listPath)) {
        m_listText = *text;
        auto list = SlabList::parse(*text, m_descriptor);
        if (list) {
            m_list = std::move(*list);
            for (const QString &name : m_list->strangers())
                m_errors.push_back({listPath,
                    Text::tr("The list names %1, which is a slab of no level of the descriptor. Correct one of "
                             "them.")
                        .arg(name)});
        } else {
            m_errors.push_back({listPath, list.error().message});
        }
    } else if (text.error().code != ErrorCode::NotFound) {
        return fail(text.error());
    }
    for (int i = 0; i < int(m_descriptor.levels.size()); ++i) {
        takePart(i, false);
        if (!m_descriptor.levels[size_t(i)].storage.maskDirectory.isEmpty())
            takePart(i, true);
    }
    return {};
}

void SlabInventory::takePart(int number, bool mask)
{
    const PyramidLevel &level = m_descriptor.levels[size_t(number)];
    const bool onDisk = level.storage.type == StorageType::File && !vsi::isVirtual(m_path);
    const TileRange expected = slabRange(level.limits, level.tilesPerWidth, level.tilesPerHeight);
    Slabs present;
    if (onDisk)
        present = slabsOnDisk(m_locator.prefix(level, mask), level.storage.pathDepth, m_errors);

    std::map<SlabPosition, QByteArray> wanted;
    if (m_list) {
        for (const ListedSlab &slab : m_list->slabs({number, mask}))
            wanted[slab.position] = slab.md5;
        for (const SlabPosition &slab : present) {
            if (!wanted.contains(slab))
                m_errors.push_back({m_locator.path(level, mask, slab.col, slab.row),
                    Text::tr("The slab is not in the pyramid's list file. Remove it or generate the list again.")});
        }
    } else if (!mask && expected.count() <= mostExpected - m_expected) {
        m_expected += expected.count();
        // Nothing says which slabs there are: then all that the limits touch.
        for (qint64 row = expected.minRow; row <= expected.maxRow; ++row) {
            for (qint64 col = expected.minCol; col <= expected.maxCol; ++col)
                wanted[{col, row}];
        }
    }
    for (const SlabPosition &slab : present)
        wanted[slab];
    for (const auto &[position, md5] : wanted)
        m_tasks.push_back({number, mask, position, md5});

    if (!mask) {
        Slabs all = present;
        if (!onDisk) {
            for (const auto &[position, md5] : wanted)
                all.insert(position);
        }
        checkLimits(level, all);
    }
}

void SlabInventory::checkLimits(const PyramidLevel &level, const std::set<SlabPosition> &present)
{
    const TileMatrix *matrix = m_grid.level(level.id);
    const TileRange &limits = level.limits;
    if (limits.maxCol >= matrix->matrixWidth || limits.maxRow >= matrix->matrixHeight) {
        add(level,
            Text::tr("The limits reach out of the grid: columns to %1 and rows to %2, where it has %3 × %4 tiles. Correct "
                     "tile_limits.")
                .arg(limits.maxCol)
                .arg(limits.maxRow)
                .arg(matrix->matrixWidth)
                .arg(matrix->matrixHeight));
    }
    const TileRange expected = slabRange(limits, level.tilesPerWidth, level.tilesPerHeight);
    const TileRange bounds = boundsOf(present);
    if (present.empty()) {
        // The format's way to say that a level received nothing.
        if (limits != TileRange{0, 0, 0, 0})
            add(level, Text::tr("The level has no slab at all. Generate it again, or leave it out of the descriptor."));
        return;
    }
    if (bounds.minCol < expected.minCol || bounds.maxCol > expected.maxCol || bounds.minRow < expected.minRow
        || bounds.maxRow > expected.maxRow)
        add(level,
            Text::tr("There are slabs outside of the limits (slab columns %1 to %2, rows %3 to %4), so nobody sees them. "
                     "Correct tile_limits.")
                .arg(bounds.minCol)
                .arg(bounds.maxCol)
                .arg(bounds.minRow)
                .arg(bounds.maxRow));
    if (bounds.minCol > expected.minCol || bounds.maxCol < expected.maxCol || bounds.minRow > expected.minRow
        || bounds.maxRow < expected.maxRow)
        add(level,
            Text::tr(
                "The limits promise more than there is: slabs are in columns %1 to %2, rows %3 to %4. Correct tile_limits.")
                .arg(bounds.minCol)
                .arg(bounds.maxCol)
                .arg(bounds.minRow)
                .arg(bounds.maxRow));
}

void SlabInventory::add(const PyramidLevel &level, const QString &message)
{
    m_errors.push_back({m_path + QStringLiteral(" level ") + level.id, message});
}

} // namespace tuilerie
