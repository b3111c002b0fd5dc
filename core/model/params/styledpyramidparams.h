// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/pyramidgrid.h"
#include "model/styledtable.h"

namespace tuilerie {

/// Everything that decides what a raster pyramid of styled vectors is. The wizard, the command line, the API and the job
/// file carry this one.
struct StyledPyramidParams : PyramidGrid, RunResources
{
    std::vector<StyledTable> tables;                ///< the topmost first
    QString output;                                 ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString format = QStringLiteral("PNG");         ///< PNG (transparent), JPG or JPG90 (over `background`)
    QString background = QStringLiteral("#ffffff"); ///< JPG only
    int buffer = 256; ///< pixels drawn around each metatile, so that symbols and labels that cross its border are whole
    int metatile = 8; ///< tiles each way that are drawn at once
    bool resume = false;

    bool operator==(const StyledPyramidParams &) const = default;
    static const Fields<StyledPyramidParams> &fields();
    QJsonObject toJson() const; ///< what a raster pyramid has too is said in the same words
    static Result<StyledPyramidParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
