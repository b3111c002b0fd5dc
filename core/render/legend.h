// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <vector>

class QgsVectorLayer;

namespace tuilerie {

struct LegendOptions
{
    QSize symbol{20, 20};        ///< pixels
    double scaleDenominator = 0; ///< only what is drawn at this scale; 0 = everything
    QString rule;                ///< only the symbol of the rule or class of this name, without text; empty = all
    bool transparent = false;
};

/// The symbols of the layers' rules and classes, one below the other with their names; the layers' names above where there
/// are several. 1 × 1 pixel, transparent, where there is nothing to show. On the layers' thread.
QImage legendImage(const std::vector<const QgsVectorLayer *> &layers, const LegendOptions &options);

} // namespace tuilerie
