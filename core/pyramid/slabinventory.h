// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"
#include "pyramid/slablist.h"
#include "pyramid/slablocator.h"
#include "pyramid/verify.h"

#include <optional>
#include <set>

namespace tuilerie {

/// One slab to look at.
struct SlabTask
{
    int level = 0; ///< index into the descriptor's levels
    bool mask = false;
    SlabPosition position;
    QByteArray md5; ///< what the list says, or empty
};

/// The slabs of a pyramid, by its list file (docs/rok4.md §7), its folders and its limits, and what is wrong with it before
/// any of them is opened. Private to the room; for one thread. What it is given must outlive it.
class SlabInventory
{
public:
    SlabInventory(
        const QString &path, const PyramidDescriptor &descriptor, const TileMatrixSet &grid, const SlabLocator &locator)
        : m_path(path)
        , m_descriptor(descriptor)
        , m_grid(grid)
        , m_locator(locator)
    {
    }
    /// NAME.list beside NAME.json.
    static QString listPath(const QString &descriptorPath);

    /// Fails when the list is there and cannot be read; what is wrong in it is among errors().
    Status take();
    const std::vector<SlabTask> &tasks() const { return m_tasks; }
    const std::vector<VerifyError> &errors() const { return m_errors; }
    /// The list file as it is; empty where there is none.
    const QByteArray &listText() const { return m_listText; }

private:
    void takePart(int number, bool mask);
    void checkLimits(const PyramidLevel &level, const std::set<SlabPosition> &present);
    void add(const PyramidLevel &level, const QString &message);

    QString m_path;
    const PyramidDescriptor &m_descriptor;
    const TileMatrixSet &m_grid;
    const SlabLocator &m_locator;
    std::optional<SlabList> m_list;
    QByteArray m_listText;
    std::vector<SlabTask> m_tasks;
    std::vector<VerifyError> m_errors;
    qint64 m_expected = 0; ///< slabs that limits alone made expect
};

} // namespace tuilerie
