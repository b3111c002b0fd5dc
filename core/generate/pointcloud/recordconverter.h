// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cloudscan.h"

namespace tuilerie::pointcloud {

/// Brings the records of one input into the pyramid's layout: PDRF 0–5, 9 and 10 become 6–8 (LAS 1.4 R15 §2.6: classes,
/// flags and the scan angle move, waveforms go; class 12, legacy overlap, keeps its number and sets the overlap flag),
/// coordinates get the pyramid's scale and offset, extra bytes their places, fields that the input lacks are 0. Immutable;
/// for any thread.
class RecordConverter
{
public:
    RecordConverter(const CloudInput &input, const CloudSchema &schema, const ExtraFields &extra);

    /// True where records can be taken as they are.
    bool isIdentity() const { return m_isIdentity; }
    /// False when a coordinate does not fit into 32 bits.
    bool convert(const char *from, char *to, qint64 count) const;

private:
    struct Axis
    {
        bool isSame = true;
        bool isWhole = false; ///< the steps are whole multiples: exact
        qint64 factor = 1, shift = 0;
        double scale = 1, offset = 0, toScale = 1, toOffset = 0;
    };
    struct Move
    {
        int from = 0, to = 0, size = 0;
    };
    bool place(const char *from, char *to) const;

    int m_fromFormat, m_toFormat, m_fromLength, m_toLength, m_fromStandard, m_toStandard;
    bool m_isIdentity = false;
    bool m_samePlaces = true;
    Axis m_axes[3];
    std::vector<Move> m_moves;
};

/// 6, 7 or 8: the least format that holds what the given one holds, waveforms aside.
int pyramidFormat(int pointFormat);

} // namespace tuilerie::pointcloud
